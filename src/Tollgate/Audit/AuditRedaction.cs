using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Security;

namespace Tollgate.Audit;

/// <summary>
/// Takes credentials, mail addresses, card and account numbers and numbers of persons out of a row before it is written: what stands in the
/// log stays there. Addresses of machines stay, for they say where something came from.
/// </summary>
internal sealed class AuditRedaction(SecurityScanner scanner)
{
    private static readonly string[] Harmless = ["ipv4", "ipv6", "mac_address"];

    private readonly SecurityScanner _scanner = scanner.With(Detectors.Secrets | Detectors.Personal);

    /// <summary>The row without them.</summary>
    public AuditEvent Of(AuditEvent happened) => happened with
    {
        ActorName = Plain(happened.ActorName, FindingKind.Secret),
        SubjectId = Plain(happened.SubjectId, FindingKind.Secret),
        Detail = OfJson(happened.Detail),
    };

    private string OfJson(string detail)
    {
        // A detail that holds nothing as it stands holds nothing in its parts either, unless an escape hides it.
        if (!detail.Contains('\\', StringComparison.Ordinal) && Plain(detail, null) == detail)
        {
            return detail;
        }

        using var parsed = JsonDocument.Parse(detail);
        var text = new ArrayBufferWriter<byte>(detail.Length);
        using (var json = new Utf8JsonWriter(text))
        {
            Write(json, parsed.RootElement);
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    json.WritePropertyName(Plain(member.Name, null));
                    Write(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Plain(value.GetString()!, null));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    /// <summary>A text without its findings; of one kind, or of every kind.</summary>
    private string Plain(string text, FindingKind? only)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var findings = default(Findings);
        _scanner.Scan(bytes, Source.User, ref findings);
        if (findings.Count == 0)
        {
            return text;
        }

        var output = new ArrayBufferWriter<byte>(bytes.Length);
        var from = 0;
        foreach (var finding in findings.Items)
        {
            if (finding.Start < from || (only is { } kind && finding.Kind != kind) || Array.IndexOf(Harmless, finding.Rule.Id) >= 0)
            {
                continue;
            }

            output.Write(bytes.AsSpan(from..finding.Start));
            output.Write(Encoding.UTF8.GetBytes($"[{finding.Rule.Id}]"));
            from = finding.End;
        }

        output.Write(bytes.AsSpan(from));
        return from == 0 ? text : Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
