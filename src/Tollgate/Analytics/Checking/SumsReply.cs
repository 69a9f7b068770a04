using Tollgate.Core;

namespace Tollgate.Analytics.Checking;

/// <summary>Whether the sums that questions are answered from are what the ledger holds.</summary>
/// <param name="IsEqual">Whether every sum is.</param>
/// <param name="Calls">How many calls were counted.</param>
/// <param name="CostUsd">What they cost, by the ledger.</param>
/// <param name="Days">How many days of organizations were compared.</param>
/// <param name="Differences">How many sums differ.</param>
/// <param name="Items">The first hundred of them.</param>
internal sealed record SumsReply(bool IsEqual, long Calls, Money CostUsd, int Days, int Differences, IReadOnlyList<SumsDifference> Items);
