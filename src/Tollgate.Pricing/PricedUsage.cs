using Tollgate.Core;

namespace Tollgate.Pricing;

/// <summary>What a usage costs and what is unusual about the price.</summary>
/// <param name="Cost">The amount, rounded up once.</param>
/// <param name="Flags"><see cref="LineFlags.AssumedPrice"/> or <see cref="LineFlags.Unpriced"/> where a used unit had no rate of its own.</param>
internal readonly record struct PricedUsage(Money Cost, LineFlags Flags);
