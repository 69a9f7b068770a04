namespace Tollgate.Client.Estimates;

/// <summary>What a call costs cannot be said. It is never taken as nothing.</summary>
public sealed class CostEstimationException : Exception
{
    /// <summary>Says what is missing.</summary>
    public CostEstimationException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is missing, and why.</summary>
    public CostEstimationException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>A cost cannot be said.</summary>
    public CostEstimationException()
    {
    }

    /// <summary>The provider whose estimator it was; null where none was named.</summary>
    public string? Provider { get; init; }
}
