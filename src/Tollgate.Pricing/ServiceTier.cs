namespace Tollgate.Pricing;

/// <summary>How a provider served a request; the served tier is billed, not the one asked for.</summary>
internal enum ServiceTier : byte
{
    /// <summary>The list price.</summary>
    Standard,
    /// <summary>Batch jobs.</summary>
    Batch,
    /// <summary>Slower and cheaper.</summary>
    Flex,
    /// <summary>Faster and dearer.</summary>
    Priority,
    /// <summary>Anthropic's fast mode.</summary>
    Fast,
}
