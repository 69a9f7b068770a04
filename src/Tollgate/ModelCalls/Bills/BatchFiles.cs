using System.Collections.Concurrent;
using System.Text.Json;

namespace Tollgate.ModelCalls.Bills;

/// <summary>
/// Which batch wrote which file of answers: only the batch itself says so. It is learnt whenever the batch is read and lives as long as the process;
/// after that the batch is read again, or its bill stays open.
/// </summary>
internal sealed class BatchFiles
{
    /// <summary>Far more than are read between the end of a batch and its file; beyond it all are forgotten.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(string Provider, string Deployment, string File), string> _batches = new();

    /// <summary>Notes the file that the answer to a reading of a batch names, if it names one.</summary>
    public void Note(Attempt attempt, string batch, ReadOnlyMemory<byte> reply)
    {
        if (ReadFile(reply) is not { } file)
        {
            return;
        }

        if (_batches.Count >= Most)
        {
            _batches.Clear();
        }

        _batches[(attempt.Model.Provider, attempt.Deployment.Name, file)] = batch;
    }

    /// <summary>The batch that wrote a file; null when nobody has said.</summary>
    public string? Find(Attempt attempt, string file) => _batches.GetValueOrDefault((attempt.Model.Provider, attempt.Deployment.Name, file));

    private static string? ReadFile(ReadOnlyMemory<byte> reply)
    {
        try
        {
            using var document = JsonDocument.Parse(reply);
            return document.RootElement.TryGetProperty("output_file_id", out var file) && file.ValueKind == JsonValueKind.String ? file.GetString() : null;
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
