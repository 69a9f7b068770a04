using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Audit;
using Tollgate.Core;

namespace Tollgate.Guards.Records;

/// <summary>A report as a row of the audit log: what was looked through, what was found, what was done.</summary>
internal static class GuardAudit
{
    /// <summary>More findings of one body are counted only.</summary>
    private const int MostFindings = 20;

    /// <summary>The row.</summary>
    public static AuditEvent Of(GuardReport report)
    {
        var caller = report.Call.Caller;
        var action = report.Failure is null ? $"guard.{GuardWords.Word(report.Action)}" : "guard.failure";
        return new AuditEvent(caller.OrganizationId, caller.KeyId, caller.KeyName, action, "call", report.Call.RequestId.ToString(), Detail(report));
    }

    private static string Detail(GuardReport report)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("direction", GuardWords.Word(report.Direction));
            json.WriteString("surface", SurfaceNames.Of(report.Call.Surface));
            json.WriteNumber("scanned_bytes", report.Bytes);
            json.WriteString("action", GuardWords.Word(report.Action));
            if (report.Failure is not null)
            {
                json.WriteString("failure", report.Failure);
            }

            json.WriteNumber("findings_count", report.Hits.Count);
            json.WriteStartArray("findings");
            foreach (var hit in report.Hits.OrderByDescending(hit => hit.Action).Take(MostFindings))
            {
                Write(json, hit);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Scanning.GuardHit hit)
    {
        json.WriteStartObject();
        json.WriteString("threat", GuardWords.Word(hit.Threat));
        json.WriteString("rule", hit.Finding.Rule.Id);
        json.WriteString("severity", GuardWords.Word(hit.Finding.Severity));
        json.WriteNumber("confidence", Math.Round(hit.Finding.Confidence, 2));
        json.WriteString("source", GuardWords.Word(hit.Source));
        json.WriteString("place", hit.Place.Path);
        json.WriteString("evidence", hit.Evidence);
        json.WriteString("policy", hit.Setting.Rule);
        json.WriteString("level", GuardWords.Word(hit.Setting.Level));
        json.WriteString("action", GuardWords.Word(hit.Action));
        json.WriteEndObject();
    }
}
