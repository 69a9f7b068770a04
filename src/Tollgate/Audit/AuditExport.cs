using System.Globalization;
using System.Text;
using System.Text.Json;
using Tollgate.Api;

namespace Tollgate.Audit;

/// <summary>Rows of the log as a file: JSON, JSON lines or CSV, oldest first. What is read is written at once, however long the log is.</summary>
internal static class AuditExport
{
    /// <summary>The forms, by their words.</summary>
    public static readonly string[] Forms = ["jsonl", "json", "csv"];

    private static readonly string[] Columns =
        ["sequence", "id", "at", "organization_id", "actor_key_id", "actor", "action", "subject_kind", "subject_id", "detail", "previous_hash", "hash"];

    /// <summary>The media type of a form.</summary>
    public static string MediaType(string form) => form switch
    {
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        _ => "application/x-ndjson",
    };

    /// <summary>Writes all rows; how many there were.</summary>
    public static async Task<long> WriteAsync(IAsyncEnumerable<AuditRow> rows, string form, Stream output, CancellationToken ct)
    {
        var count = 0L;
        await PutAsync(output, form switch { "csv" => Row(Columns), "json" => "[", _ => "" }, ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            await PutAsync(output, Text(row, form, isFirst: count == 0), ct);
            count++;
        }

        await PutAsync(output, form == "json" ? "\n]\n" : "", ct);
        return count;
    }

    private static string Text(AuditRow row, string form, bool isFirst) => form switch
    {
        "csv" => Row(Cells(row)),
        "json" => $"{(isFirst ? "\n" : ",\n")}{Json(row)}",
        _ => $"{Json(row)}\n",
    };

    private static string Json(AuditRow row) => JsonSerializer.Serialize(AuditReply.Of(row), AuditJson.Default.AuditReply);

    private static string[] Cells(AuditRow row) =>
    [
        row.Sequence.ToString(CultureInfo.InvariantCulture), row.Id.ToString(), row.At.ToString("O", CultureInfo.InvariantCulture), row.Event.OrganizationId.ToString(),
        row.Event.ActorKeyId == Guid.Empty ? "" : row.Event.ActorKeyId.ToString(), row.Event.ActorName, row.Event.Action, row.Event.SubjectKind, row.Event.SubjectId, row.Event.Detail,
        Convert.ToHexStringLower(row.PreviousHash), Convert.ToHexStringLower(row.Hash),
    ];

    private static string Row(IReadOnlyList<string> cells)
    {
        var text = new StringBuilder();
        CsvTable.Append(text, cells);
        return text.ToString();
    }

    private static ValueTask PutAsync(Stream output, string text, CancellationToken ct) => output.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
}
