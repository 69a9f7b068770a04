using Tollgate.Core;

namespace Tollgate.Pricing.Admin;

/// <summary>A model and what the work costs on it.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Id">The model.</param>
/// <param name="CostUsd">What the work costs by the list.</param>
/// <param name="ContextWindow">Largest input in tokens; 0 when not known.</param>
/// <param name="Capabilities">What it can do.</param>
/// <param name="Prices">Its prices.</param>
internal sealed record CheapestReply(string Provider, string Id, Money CostUsd, long ContextWindow, IReadOnlyList<string> Capabilities, PriceReply Prices);
