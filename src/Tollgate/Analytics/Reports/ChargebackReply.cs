using Tollgate.Core;

namespace Tollgate.Analytics.Reports;

/// <summary>What teams are charged for a time. Costs add up to what was spent and what was shared, to the nano-dollar.</summary>
/// <param name="From">First instant.</param>
/// <param name="To">The instant after the last.</param>
/// <param name="Items">The teams, by name.</param>
/// <param name="SpentUsd">What the ledger says was spent.</param>
/// <param name="SharedUsd">What was shared besides.</param>
/// <param name="CostUsd">Both together: the sum over the teams.</param>
/// <param name="MarginUsd">What was put on top.</param>
/// <param name="ChargeUsd">What is charged.</param>
internal sealed record ChargebackReply(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ChargebackRow> Items, Money SpentUsd, Money SharedUsd, Money CostUsd, Money MarginUsd, Money ChargeUsd);
