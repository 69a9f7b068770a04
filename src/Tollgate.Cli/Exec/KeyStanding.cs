using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Core;

namespace Tollgate.Cli.Exec;

/// <summary>How the budget of a run's key stands.</summary>
/// <param name="Settled">Spent.</param>
/// <param name="Left">What a call could still use.</param>
/// <param name="Limit">The budget.</param>
/// <param name="Uncertain">What may still be owed on top.</param>
internal readonly record struct KeyStanding(Money Settled, Money Left, Money Limit, Money Uncertain)
{
    /// <summary>Reads it from a budget of the API.</summary>
    public static KeyStanding Of(JsonNode budget) => new(Read(budget, "settled"), Read(budget, "remaining"), Read(budget, "limit"), Read(budget, "uncertain"));

    /// <summary>Dollars and cents for a glance; what is left is never shown larger than it is.</summary>
    public static string Short(Money amount) => (Math.Floor(amount.Nanos / (decimal)(Money.NanosPerDollar / 100)) / 100).ToString("$0.00", CultureInfo.InvariantCulture);

    private static Money Read(JsonNode budget, string name) =>
        budget[name] is { } value && Money.TryParse(value.GetValue<string>(), out var amount) ? amount : Money.Zero;
}
