namespace Tollgate.Security;

/// <summary>The words that findings are written with on the wire.</summary>
public static class FindingNames
{
    /// <summary>`secret`, `pii`, `prompt_injection`, `other`, `sql_injection`, `tool_abuse`, `exfiltration`, `custom_rule`, `threat_indicator`, `external_guard` or `anomaly`.</summary>
    public static string Of(FindingKind kind) => kind switch
    {
        FindingKind.Secret => "secret",
        FindingKind.Pii => "pii",
        FindingKind.Other => "other",
        FindingKind.SqlInjection => "sql_injection",
        FindingKind.ToolAbuse => "tool_abuse",
        FindingKind.Exfiltration => "exfiltration",
        FindingKind.Custom => "custom_rule",
        FindingKind.Indicator => "threat_indicator",
        FindingKind.External => "external_guard",
        FindingKind.Anomaly => "anomaly",
        _ => "prompt_injection",
    };

    /// <summary>The threat type that a refusal, an alert or an audit row names.</summary>
    public static string ThreatOf(FindingKind kind) => kind switch
    {
        FindingKind.Secret => "credential_exposure",
        FindingKind.Pii => "pii_exposure",
        FindingKind.Other => "other",
        FindingKind.SqlInjection => "sql_injection",
        FindingKind.ToolAbuse => "tool_abuse",
        FindingKind.Exfiltration => "exfiltration",
        FindingKind.Custom => "custom_rule",
        FindingKind.Indicator => "threat_indicator",
        FindingKind.External => "external_guard",
        FindingKind.Anomaly => "anomaly",
        _ => "prompt_injection",
    };

    /// <summary>`info`, `low`, `medium`, `high` or `critical`.</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Low => "low",
        Severity.Medium => "medium",
        Severity.High => "high",
        _ => "critical",
    };

    /// <summary>Reads the name of a severity.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out Severity severity)
    {
        for (severity = Severity.Info; severity <= Severity.Critical; severity++)
        {
            if (name.Equals(Of(severity), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads where a text comes from: `user`, `tool`, `system`, `file` or `model`.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out Source source)
    {
        for (source = Source.User; source <= Source.Model; source++)
        {
            if (name.Equals(source.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
