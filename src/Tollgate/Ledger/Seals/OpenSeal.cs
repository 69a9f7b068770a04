using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Tollgate.Storage;

namespace Tollgate.Ledger.Seals;

/// <summary>A seal as it is written down, open or closed.</summary>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Note">What calls were judged by; empty when that is not known.</param>
/// <param name="Lines">Its ledger lines.</param>
/// <param name="Calls">Its calls.</param>
internal sealed record OpenSeal(DateTimeOffset OpenedAt, string Note, SealSpan Lines, SealSpan Calls)
{
    /// <summary>What a closed seal is in the audit log.</summary>
    public const string Action = "ledger.seal";

    private const string Select =
        "select opened_at, note, lines_from, lines_through, lines, lines_digest, calls_from, calls_through, calls, calls_digest from ledger_seal where id = 1";

    /// <summary>How many rows it is about.</summary>
    public long Rows => Lines.Rows + Calls.Rows;

    /// <summary>The open one; null when there never was one.</summary>
    public static async Task<OpenSeal?> ReadAsync(DbConnection connection, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(Select);
        await using var reader = await select.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new OpenSeal(reader.GetTime(0), reader.GetString(1), Span(reader, 2), Span(reader, 6)) : null;
    }

    /// <summary>A closed one, from its row in the audit log; null when it is none, as when somebody wrote over it.</summary>
    public static OpenSeal? Parse(string detail)
    {
        try
        {
            using var json = JsonDocument.Parse(detail);
            var seal = json.RootElement;
            return new OpenSeal(seal.GetProperty("opened_at").GetDateTimeOffset(), seal.GetProperty("judged_by").GetString()!, SealSpan.Read(seal, "lines"), SealSpan.Read(seal, "calls"));
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>What the audit log holds of it.</summary>
    public string ToJson(DateTimeOffset closedAt)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("opened_at", OpenedAt);
            json.WriteString("closed_at", closedAt);
            json.WriteString("judged_by", Note);
            Calls.Write(json, "calls");
            Lines.Write(json, "lines");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static SealSpan Span(DbDataReader reader, int at) =>
        new(reader.GetInt64(at), reader.GetInt64(at + 1), reader.GetInt64(at + 2), Convert.ToHexStringLower(reader.GetBlob(at + 3)));
}
