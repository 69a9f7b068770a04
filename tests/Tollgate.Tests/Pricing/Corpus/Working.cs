using System.Numerics;

namespace Tollgate.Tests.Pricing.Corpus;

/// <summary>Works out what a case writes down ("1000 * 3 / 1000000 + 2 * 0.01"), in fractions; shares nothing with the product.</summary>
internal static class Working
{
    /// <summary>Whole nano-dollars, rounded up.</summary>
    public static BigInteger CeilingNanos(string working)
    {
        var (numerator, denominator) = (BigInteger.Zero, BigInteger.One);
        foreach (var term in working.Split(" + "))
        {
            var (top, bottom) = Term(term);
            (numerator, denominator) = ((numerator * bottom) + (top * denominator), denominator * bottom);
        }

        return ((numerator * 1_000_000_000) + denominator - 1) / denominator;
    }

    private static (BigInteger Top, BigInteger Bottom) Term(string term)
    {
        var parts = term.Split(" / ");
        var (top, bottom) = (BigInteger.One, BigInteger.One);
        foreach (var factor in parts[0].Split(" * "))
        {
            var (digits, scale) = Number(factor);
            (top, bottom) = (top * digits, bottom * scale);
        }

        return (top, bottom * (parts.Length == 1 ? BigInteger.One : Number(parts[1]).Digits));
    }

    private static (BigInteger Digits, BigInteger Scale) Number(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0
            ? (BigInteger.Parse(text, null), BigInteger.One)
            : (BigInteger.Parse(text.Remove(point, 1), null), BigInteger.Pow(10, text.Length - point - 1));
    }
}
