using System.Globalization;
using Tollgate.Alerts;
using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.Records;

/// <summary>A report as an alert: one an hour for a key and a rule, however often it is found.</summary>
internal static class GuardAlerts
{
    /// <summary>The fact; null when nobody is to be told.</summary>
    public static AlertFact? Of(GuardReport report)
    {
        if (!report.IsAudited)
        {
            return null;
        }

        var caller = report.Call.Caller;
        var hour = report.At.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
        var hit = report.Hits.Count == 0 ? null : GuardRefusals.Gravest(report.Hits);
        var rule = hit?.Finding.Rule.Id ?? "failure";
        return new AlertFact
        {
            OrganizationId = caller.OrganizationId,
            Kind = AlertKind.GuardFinding,
            Severity = hit is { Finding.Severity: Severity.Critical } || report.Action >= GuardAction.Quarantine ? AlertSeverity.Critical : AlertSeverity.Warning,
            OnceKey = $"guard/{caller.KeyId}/{rule}/{GuardWords.Word(report.Action)}/{hour}",
            SourceId = caller.KeyId,
            Subject = rule,
            Title = hit is null ? $"Guards failed on a call of key '{caller.KeyName}'" : $"{hit.Finding.Rule.Name} in a call of key '{caller.KeyName}'",
            Text = hit is null
                ? $"Call {report.Call.RequestId} could not be judged: {report.Failure}."
                : $"Call {report.Call.RequestId}, {GuardWords.Word(report.Direction)}, {hit.Place.Path}: {GuardWords.Word(report.Action)} by policy '{hit.Setting.Rule}'. {hit.Finding.Rule.Fix}",
            At = report.At,
        };
    }
}
