using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Storage;

namespace Tollgate.Hosting;

/// <summary>/health/live, /health/ready (public: a word each) and /health (details, for viewers).</summary>
internal sealed class HealthEndpoints(GatewayState state, Database database, Journal journal, LedgerWriter ledger, SettingsWatch settings, TimeProvider time)
{
    private static readonly DateTimeOffset Never = DateTimeOffset.MinValue;
    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>The routes of this slice.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/health/live", ApiRight.Public, "Whether the process answers.", (http, _) => AnswerAsync(http, true, "live")),
        new("GET", "/health/ready", ApiRight.Public, "Whether calls are taken.", (http, _) => AnswerAsync(http, IsReady, IsReady ? "ready" : "not ready")),
        new("GET", "/health", ApiRight.Viewer, "The state of database, journal, ledger and settings file, each with a sentence when something is wrong.", (http, _) => WriteAsync(http)),
    ];

    private bool IsReady => state.IsReady && journal.Health().IsReady;

    private static async Task AnswerAsync(HttpContext http, bool isWell, string word)
    {
        http.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync($"{{\"status\":\"{word}\"}}", http.RequestAborted);
    }

    private async Task WriteAsync(HttpContext http)
    {
        var database = await ProbeAsync(http.RequestAborted);
        var journalHealth = journal.Health();
        var ledgerHealth = ledger.Health();
        var isWell = database.State == DatabaseState.Ok && ledgerHealth.IsKeepingUp && journalHealth.Quarantined.Count == 0 && settings.Sentence is null;
        http.Response.StatusCode = IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json";
        await using var writer = ApiJson.Writer(http.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("status", !IsReady ? "not_ready" : isWell ? "ok" : "degraded");
        writer.WriteString("version", GatewayHost.Version);
        writer.WriteNumber("uptime_seconds", (long)(time.GetUtcNow() - _started).TotalSeconds);
        WritePart(writer, "gateway", state.IsReady, state.WhyNotReady);
        WritePart(writer, "database", database.State == DatabaseState.Ok, database.Sentence);
        WriteJournal(writer, journalHealth);
        WriteLedger(writer, ledgerHealth);
        WritePart(writer, "settings", settings.Sentence is null, settings.Sentence);
        writer.WriteEndObject();
    }

    private void WriteJournal(Utf8JsonWriter writer, JournalHealth health)
    {
        var damaged = string.Join(", ", health.Quarantined);
        var sentence = health.Sentence
            ?? (damaged.Length > 0 ? $"Damaged and set aside: {damaged}. Its sound records are in the ledger. Budgets may hold more as uncertain until it is released; delete the file when you have looked." : null)
            ?? (journal.TruncatedBytes > 0 ? $"The last start cut a torn end of {journal.TruncatedBytes} bytes off; no whole record was in it." : null);
        writer.WriteStartObject("journal");
        writer.WriteString("status", !health.IsReady ? "failing" : damaged.Length > 0 ? "damaged" : "ok");
        writer.WriteNumber("segments", health.Segments);
        writer.WriteNumber("bytes", health.Bytes);
        if (sentence is not null)
        {
            writer.WriteString("detail", sentence);
        }

        writer.WriteEndObject();
    }

    private static void WriteLedger(Utf8JsonWriter writer, LedgerHealth health)
    {
        writer.WriteStartObject("ledger");
        writer.WriteString("status", health.IsKeepingUp ? "ok" : "behind");
        writer.WriteNumber("pending_records", health.PendingRecords);
        writer.WriteNumber("lag_seconds", Math.Round(health.Lag.TotalSeconds, 3));
        if (health.Sentence is not null)
        {
            writer.WriteString("detail", health.Sentence);
        }

        writer.WriteEndObject();
    }

    private async Task<DatabaseHealth> ProbeAsync(CancellationToken ct)
    {
        var known = database.Health;
        return time.GetUtcNow() - known.CheckedAt < TimeSpan.FromSeconds(1) && known.CheckedAt != Never ? known : await database.ProbeAsync(ct);
    }

    private static void WritePart(Utf8JsonWriter writer, string name, bool isWell, string? sentence)
    {
        writer.WriteStartObject(name);
        writer.WriteString("status", isWell ? "ok" : "failing");
        if (!isWell && sentence is not null)
        {
            writer.WriteString("detail", sentence);
        }

        writer.WriteEndObject();
    }
}
