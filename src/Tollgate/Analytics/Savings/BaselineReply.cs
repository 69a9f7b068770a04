using Tollgate.Core;

namespace Tollgate.Analytics.Savings;

/// <summary>The same usage, priced at one model: line by line, at the prices of the time when each was sent.</summary>
/// <param name="Model">The model.</param>
/// <param name="Lines">How many lines were priced again.</param>
/// <param name="BaselineUsd">What they would have cost.</param>
/// <param name="ActualUsd">What they cost, corrections included.</param>
/// <param name="SavedUsd">The difference.</param>
/// <param name="SavedPercent">Its part of the baseline.</param>
internal sealed record BaselineReply(string Model, long Lines, Money BaselineUsd, Money ActualUsd, Money SavedUsd, decimal? SavedPercent);
