namespace Tollgate.Client.Prices;

/// <summary>A model has no price: it is in no catalogue, or its name means more than one model. An unknown price is never taken as nothing.</summary>
public sealed class PriceUnknownException : Exception
{
    /// <summary>Says which model it is.</summary>
    public PriceUnknownException(string message)
        : base(message)
    {
    }

    /// <summary>Says which model it is, and why.</summary>
    public PriceUnknownException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>A model has no price.</summary>
    public PriceUnknownException()
    {
    }

    /// <summary>The model that was asked for.</summary>
    public string? Model { get; init; }
}
