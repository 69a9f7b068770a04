using Microsoft.Extensions.DependencyInjection;
using Tollgate.Guards.Records;
using Tollgate.Ledger.Queries;

namespace Tollgate.Hosting;

/// <summary>Hands what guards found to the page of a call: neither slice knows the other.</summary>
internal static class GuardWiring
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddGuardWiring(this IServiceCollection services) => services
        .AddSingleton<CallFindings>(from => async (request, ct) => [.. (await from.GetRequiredService<GuardEventStore>().OfCallAsync(request, ct)).Select(Shown)]);

    private static FindingView Shown(GuardEvent found) => new()
    {
        At = found.At,
        Direction = found.Direction,
        ScannedBytes = found.ScannedBytes,
        Threat = found.Threat,
        Rule = found.Rule,
        Severity = found.Severity,
        ConfidencePercent = found.ConfidencePercent,
        Source = found.Source,
        Place = found.Place,
        Evidence = found.Evidence,
        Policy = found.Policy,
        Action = found.Action,
    };
}
