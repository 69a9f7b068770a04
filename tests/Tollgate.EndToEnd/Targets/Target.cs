using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Targets;

/// <summary>What a client is pointed at: the gateway, or the fake provider itself, which proves the tests.</summary>
/// <param name="Address">Its address, without a slash at the end.</param>
/// <param name="Key">A key that is accepted.</param>
/// <param name="BadKey">A key that is not.</param>
/// <param name="SpentKey">A key whose budget is spent; null where there are no budgets.</param>
/// <param name="Provider">The fake provider at the end of the road.</param>
public sealed record Target(string Address, string Key, string BadKey, string? SpentKey, FakeProvider Provider);
