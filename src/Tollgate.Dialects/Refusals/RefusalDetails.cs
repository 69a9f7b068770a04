using System.Globalization;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Refusals;

/// <summary>What every dialect's error carries besides the provider's own fields: the figures, the limit and who can help.</summary>
internal static class RefusalDetails
{
    /// <summary>A wait longer than this is never put on the wire as one: clients would sleep through it (CONTRACT 5).</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Writes the details as members of the open object. Absent ones are left out.</summary>
    public static void Write(Utf8JsonWriter json, Refusal refusal)
    {
        WriteText(json, "step"u8, refusal.Step);
        WriteText(json, "rule"u8, refusal.Rule);
        WriteMoney(json, "limit"u8, refusal.Limit);
        WriteMoney(json, "settled"u8, refusal.Settled);
        WriteMoney(json, "reserved"u8, refusal.Reserved);
        WriteMoney(json, "asked"u8, refusal.Asked);
        WriteText(json, "resets_at"u8, Time(refusal.ResetsAt));
        WriteText(json, "help"u8, refusal.Help);
        WriteText(json, "contact"u8, refusal.Contact);
    }

    /// <summary>The wait in whole seconds, rounded up, when the same request can succeed within a minute.</summary>
    public static int? WaitSeconds(Refusal refusal) =>
        refusal.RetryAfter is { } wait && wait <= LongestWait && RefusalTable.Row(refusal.Code).CanRetry
            ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
            : null;

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteMoney(Utf8JsonWriter json, ReadOnlySpan<byte> name, Money? money)
    {
        if (money is { } amount)
        {
            json.WriteString(name, amount.ToString());
        }
    }
}
