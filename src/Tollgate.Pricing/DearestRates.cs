namespace Tollgate.Pricing;

/// <summary>A provider's dearest rate per unit over all of its models, worked out when first asked for.</summary>
internal sealed class DearestRates(Func<Rates> read)
{
    private readonly Lazy<Rates> _rates = new(read);

    /// <summary>The rates.</summary>
    public Rates Rates => _rates.Value;
}
