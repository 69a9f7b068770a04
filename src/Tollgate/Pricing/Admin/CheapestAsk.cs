using Tollgate.Core;

namespace Tollgate.Pricing.Admin;

/// <summary>The work that models are compared by.</summary>
/// <param name="Usage">What it uses.</param>
/// <param name="Mode">chat, embedding, rerank, …</param>
/// <param name="Provider">Only this provider's models; null for all.</param>
/// <param name="Capabilities">What the model must be able to do.</param>
/// <param name="Context">The least context window; 0 for any.</param>
/// <param name="Limit">How many to show.</param>
internal sealed record CheapestAsk(TokenUsage Usage, string Mode, string? Provider, IReadOnlyList<string> Capabilities, long Context, int Limit);
