namespace Tollgate.Outbound;

/// <summary>What came of one attempt.</summary>
/// <param name="Error">Why it did not arrive, in words for the receiver's owner; null when it did.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone.</param>
internal readonly record struct DeliveryResult(string? Error, TimeSpan? RetryAfter = null)
{
    /// <summary>It arrived.</summary>
    public static DeliveryResult Delivered => default;

    /// <summary>Whether it arrived.</summary>
    public bool IsDelivered => Error is null;
}
