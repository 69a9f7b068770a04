using System.Globalization;
using System.Net.Http.Headers;
using Tollgate.Core;

namespace Tollgate.Client.Calls;

/// <summary>The gateway's own headers, as docs/headers.md lists them.</summary>
internal static class GatewayHeaders
{
    public const string Agent = "x-tollgate-agent";
    public const string Session = "x-tollgate-session";
    public const string Tags = "x-tollgate-tags";
    public const string RequestId = "x-tollgate-request-id";
    public const string Model = "x-tollgate-model-used";
    public const string Cost = "x-tollgate-cost";
    public const string CostMax = "x-tollgate-cost-max";
    public const string TokensInput = "x-tollgate-tokens-input";
    public const string TokensOutput = "x-tollgate-tokens-output";
    public const string Status = "x-tollgate-budget-status";
    public const string BudgetRemaining = "x-tollgate-budget-remaining";
    public const string MaxOutput = "x-tollgate-max-output";
    public const string Guard = "x-tollgate-guard";

    /// <summary>Where a key can stand, in the order in which the gateway takes them.</summary>
    public static readonly string[] Keys = ["x-tollgate-api-key", "Authorization", "x-api-key", "x-goog-api-key", "api-key"];

    /// <summary>The header's text; null where it is not there.</summary>
    public static string? Text(this HttpHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>An amount; null where there is none.</summary>
    public static Money? Amount(this HttpHeaders headers, string name) => Money.TryParse(headers.Text(name), out var money) ? money : null;

    /// <summary>A count; null where there is none.</summary>
    public static long? Count(this HttpHeaders headers, string name) =>
        long.TryParse(headers.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
