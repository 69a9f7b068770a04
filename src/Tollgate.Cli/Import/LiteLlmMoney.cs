using System.Globalization;
using Tollgate.Core;

namespace Tollgate.Cli.Import;

/// <summary>Amounts as LiteLLM writes them, floats among them, as decimal strings in dollars.</summary>
internal static class LiteLlmMoney
{
    /// <summary>The amount, cut at nine decimals; null when it is none above zero.</summary>
    public static string? Read(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount > 0 && amount < 1_000_000_000m
            && new Money((long)(amount * Money.NanosPerDollar)) is { Nanos: > 0 } money
            ? money.ToString()
            : null;
}
