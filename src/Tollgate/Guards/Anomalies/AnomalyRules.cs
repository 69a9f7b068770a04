using Tollgate.Security;

namespace Tollgate.Guards.Anomalies;

/// <summary>What is unlike a user's or an agent's own past.</summary>
internal static class AnomalyRules
{
    /// <summary>Calls.</summary>
    public static readonly Rule Calls = Make("anomaly-calls", Severity.High, "More calls than ever usual");

    /// <summary>Tokens.</summary>
    public static readonly Rule Tokens = Make("anomaly-tokens", Severity.High, "More tokens than ever usual");

    /// <summary>Money.</summary>
    public static readonly Rule Spend = Make("anomaly-spend", Severity.High, "More money than ever usual");

    /// <summary>A model.</summary>
    public static readonly Rule Model = Make("anomaly-model", Severity.Medium, "A model that was not called before");

    /// <summary>A time.</summary>
    public static readonly Rule Time = Make("anomaly-time", Severity.Medium, "Calls at a time without calls before");

    private static Rule Make(string id, Severity severity, string name) => new(
        id, FindingKind.Anomaly, severity, name, "Whoever has a key that is not theirs uses it otherwise than its owner.", "Ask whose key it is; the next hour counts anew.");
}
