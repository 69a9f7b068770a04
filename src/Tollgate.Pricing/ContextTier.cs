namespace Tollgate.Pricing;

/// <summary>Rates for requests whose total input is long; they move the whole request, not the part above.</summary>
/// <param name="Over">Tokens of total input, cached ones included.</param>
/// <param name="Inclusive">Whether exactly <paramref name="Over"/> tokens are long already.</param>
/// <param name="Rates">What then applies to every unit.</param>
internal sealed record ContextTier(long Over, bool Inclusive, Rates Rates)
{
    /// <summary>Whether a request of that much input is in this tier.</summary>
    public bool Holds(long totalInput) => totalInput > Over || (Inclusive && totalInput == Over);
}
