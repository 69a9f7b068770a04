using Tollgate.Security;
using Tollgate.Security.Indicators;

namespace Tollgate.Guards.Indicators;

/// <summary>A list of indicators as the admin API shows it.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Name">Its name.</param>
/// <param name="Severity">How grave a sight of one is.</param>
/// <param name="Domains">How many names of hosts.</param>
/// <param name="Addresses">How many addresses.</param>
/// <param name="Urls">How many pages.</param>
/// <param name="Hashes">How many hashes.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record IndicatorReply(Guid Id, string Name, Severity Severity, int Domains, int Addresses, int Urls, int Hashes, DateTimeOffset CreatedAt)
{
    /// <summary>How many entries were read past: over, revoked, doubled, or nothing that can be looked for.</summary>
    public int? Skipped { get; init; }

    /// <summary>The JSON form of a list.</summary>
    public static IndicatorReply Of(Guid id, IndicatorList list, DateTimeOffset createdAt) =>
        new(id, list.Name, list.Severity, list.Domains.Count, list.Addresses.Count, list.Urls.Count, list.Hashes.Count, createdAt);
}
