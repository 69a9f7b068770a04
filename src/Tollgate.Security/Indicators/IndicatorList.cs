namespace Tollgate.Security.Indicators;

/// <summary>Known bad things, as they are compared: small letters, without schemes.</summary>
/// <param name="Name">What the list is called; findings bear it.</param>
/// <param name="Severity">How grave a sight of one is.</param>
/// <param name="Domains">Names of hosts; what is below them is meant too.</param>
/// <param name="Addresses">Addresses of hosts.</param>
/// <param name="Urls">Addresses of pages, without their schemes.</param>
/// <param name="Hashes">MD5, SHA-1 and SHA-256 of files, in hexadecimal.</param>
public sealed record IndicatorList(string Name, Severity Severity, IReadOnlyList<string> Domains, IReadOnlyList<string> Addresses, IReadOnlyList<string> Urls, IReadOnlyList<string> Hashes)
{
    /// <summary>How many there are.</summary>
    public int Count => Domains.Count + Addresses.Count + Urls.Count + Hashes.Count;
}
