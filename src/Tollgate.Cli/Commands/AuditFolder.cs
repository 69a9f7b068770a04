using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.Audit;
using Tollgate.Audit.Anchors;
using Tollgate.Ledger.Seals;

namespace Tollgate.Cli.Commands;

/// <summary>Judges the audit log of a data folder, or of a copy of one, without a gateway.</summary>
internal static class AuditFolder
{
    /// <summary>Whether everything is as it was written.</summary>
    public static async Task<JsonNode> VerdictAsync(string folder, string? anchors, string? key, CancellationToken ct)
    {
        await using var source = AuditWords.Open(folder);
        List<AuditPart> parts = [new("ledger", new LedgerProof(source).CheckAsync)];
        using var signer = key is null ? null : Key(key);
        if (anchors is not null)
        {
            var lines = Lines(anchors);
            parts.Add(new AuditPart("anchors", more => new AnchorProof(source).CheckAsync(lines, signer, more)));
        }

        return JsonSerializer.SerializeToNode(await AuditWords.ReadAsync(() => new AuditChain(source).CheckAsync(parts, ct)), AuditJson.Default.AuditCheckReply)!;
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliFault(ExitCode.NotFound, $"The anchors cannot be read: {fault.Message}");
        }
    }

    private static ECDsa Key(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CliFault(ExitCode.NotFound, $"{file} is not a key in PEM: {fault.Message}");
        }
    }
}
