namespace Tollgate.Pricing.Updates;

/// <summary>The catalogue in force.</summary>
/// <param name="Version">Its version.</param>
/// <param name="BuiltIn">The version that this program brought along.</param>
/// <param name="Providers">How many providers it holds.</param>
/// <param name="Models">How many models.</param>
internal sealed record CatalogReply(string Version, string BuiltIn, int Providers, int Models);
