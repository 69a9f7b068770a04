using Tollgate.Core;

namespace Tollgate.Analytics.Reports;

/// <summary>What one team is charged.</summary>
/// <param name="Team">Its name; null for calls without a team.</param>
/// <param name="TeamId">Its id.</param>
/// <param name="Calls">Its calls.</param>
/// <param name="DirectUsd">What it spent itself.</param>
/// <param name="SharedUsd">Its part of each shared cost.</param>
/// <param name="CostUsd">Both together.</param>
/// <param name="MarginUsd">What is put on top.</param>
/// <param name="ChargeUsd">What it is charged.</param>
internal sealed record ChargebackRow(
    string? Team, string? TeamId, long Calls, Money DirectUsd, IReadOnlyDictionary<string, Money> SharedUsd, Money CostUsd, Money MarginUsd, Money ChargeUsd);
