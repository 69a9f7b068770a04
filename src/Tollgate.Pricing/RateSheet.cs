using System.Globalization;
using Tollgate.Core;

namespace Tollgate.Pricing;

/// <summary>The rates that a source states, one per unit, in nano-dollars; what it does not state is absent.</summary>
internal sealed class RateSheet
{
    /// <summary>
    /// Decimals of a nano-dollar that a rate may have. With a region factor of two decimals every sum that fits into <see cref="Money"/>
    /// (9.2e18 nano-dollars) times 10^9 stays below 2^96, so decimal arithmetic on it is exact.
    /// </summary>
    public const int MaxDecimals = 7;

    /// <summary>Dollars per million tokens, as nano-dollars per token.</summary>
    public const decimal NanosPerTokenOfDollarsPerMillion = 1000m;

    private readonly decimal?[] _nanos = new decimal?[Units.Count];

    /// <summary>Nano-dollars per token or piece; null when not stated.</summary>
    public decimal? this[Unit unit]
    {
        get => _nanos[(int)unit];
        set => _nanos[(int)unit] = value;
    }

    /// <summary>Whether no rate is stated.</summary>
    public bool IsEmpty => Array.TrueForAll(_nanos, rate => rate is null);

    /// <summary>States a price from its text: dollars per million tokens, or dollars per piece.</summary>
    public bool TryState(Unit unit, ReadOnlySpan<char> text)
    {
        if (!TryRead(text, Units.IsTokens(unit) ? NanosPerTokenOfDollarsPerMillion : Money.NanosPerDollar, out var nanos))
        {
            return false;
        }

        this[unit] = nanos;
        return true;
    }

    /// <summary>The price of a unit as text; null when not stated.</summary>
    public string? Text(Unit unit) => this[unit] is { } nanos ? Text(unit, nanos) : null;

    /// <summary>A rate as a price: dollars per million tokens, or dollars per piece.</summary>
    public static string Text(Unit unit, decimal nanos) =>
        (nanos / (Units.IsTokens(unit) ? NanosPerTokenOfDollarsPerMillion : Money.NanosPerDollar)).ToString("0.####################", CultureInfo.InvariantCulture);

    /// <summary>
    /// These rates, completed from the ones they stand beside: a unit not stated here scales as its nearest ancestor does
    /// (a tier that doubles input doubles cache reads), and a fee per piece stays as it is.
    /// </summary>
    public RateSheet Over(RateSheet standard)
    {
        var complete = new RateSheet();
        for (var i = 0; i < Units.Count; i++)
        {
            complete._nanos[i] = _nanos[i] ?? (standard._nanos[i] is { } rate ? Scale((Unit)i, rate, standard) : null);
        }

        return complete;
    }

    /// <summary>The same rates with every token rate multiplied.</summary>
    public RateSheet Times(decimal factor)
    {
        var product = new RateSheet();
        for (var i = 0; i < Units.Count; i++)
        {
            product._nanos[i] = Units.IsTokens((Unit)i) && _nanos[i] is { } rate ? RoundUp(rate * factor) : _nanos[i];
        }

        return product;
    }

    /// <summary>Takes the larger rate of each unit.</summary>
    public void Raise(RateSheet other)
    {
        for (var i = 0; i < Units.Count; i++)
        {
            if (other._nanos[i] is { } rate && (_nanos[i] is not { } own || own < rate))
            {
                _nanos[i] = rate;
            }
        }
    }

    private decimal Scale(Unit unit, decimal rate, RateSheet standard)
    {
        for (var parent = Units.Parent(unit); parent is { } ancestor; parent = Units.Parent(ancestor))
        {
            if (this[ancestor] is { } own && standard[ancestor] is { } beside && beside != 0)
            {
                return RoundUp(rate * own / beside);
            }
        }

        return rate;
    }

    private static decimal RoundUp(decimal nanos) => decimal.Round(nanos, MaxDecimals, MidpointRounding.ToPositiveInfinity);

    private static bool TryRead(ReadOnlySpan<char> text, decimal scale, out decimal nanos)
    {
        const decimal mostDollars = 1_000_000m;
        nanos = 0;
        if (text.IsEmpty || text.Length > 28 || !char.IsAsciiDigit(text[0])
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) || dollars > mostDollars)
        {
            return false;
        }

        nanos = dollars * scale;
        return nanos == decimal.Round(nanos, MaxDecimals);
    }
}
