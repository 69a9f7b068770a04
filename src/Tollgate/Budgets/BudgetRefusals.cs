using System.Globalization;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>The sentences of refused calls: which budget, how much of how much, when it renews, whom to ask.</summary>
internal static class BudgetRefusals
{
    private const string Step = "reserve";
    private const int WaitersPerSecond = 8;
    private const int LongestRetry = 5;

    /// <summary>What the till refused.</summary>
    public static Refusal Of(TillAnswer answer, Money asked) =>
        answer.Kind == TillAnswerKind.Exceeded ? Exceeded(answer.Figures, asked) : Held(answer, asked);

    /// <summary>A window could not be opened.</summary>
    public static Refusal Away(Budget budget) => new(RefusalCode.NotReady, $"Budget '{budget.Name}' cannot be opened: the database is away.")
    {
        Step = Step,
        Rule = budget.Name,
        Contact = budget.Contact,
        RetryAfter = TimeSpan.FromSeconds(LongestRetry),
    };

    private static Refusal Exceeded(in WindowFigures window, Money asked) =>
        Fill(new Refusal(RefusalCode.BudgetExceeded, Spent(window, asked)) { Help = UncertainSentence.Of(window) is { } note ? $"{Renewal(window)} {note}" : Renewal(window) }, window, asked) with { StatusOverride = window.Budget.StatusOverride };

    private static Refusal Held(in TillAnswer answer, Money asked)
    {
        var window = answer.Figures;
        var seconds = Math.Min(1 + (answer.Waiting / WaitersPerSecond), LongestRetry);
        var message = $"Budget '{window.Budget.Name}' has ${Dollars(window.Reserved)} held by calls in flight (${Dollars(window.Settled)} of ${Dollars(window.Limit)} spent).";
        return Fill(new Refusal(RefusalCode.BudgetHeld, message) { Help = "What they do not use comes back: retry." }, window, asked) with
        {
            RetryAfter = TimeSpan.FromSeconds(seconds),
        };
    }

    private static Refusal Fill(Refusal refusal, in WindowFigures window, Money asked) => refusal with
    {
        Step = Step,
        Rule = window.Budget.Name,
        Contact = window.Budget.Contact,
        Limit = window.Limit,
        Settled = window.Settled,
        Reserved = window.Reserved,
        Asked = asked,
        ResetsAt = window.ResetsAt,
    };

    private static string Spent(in WindowFigures window, Money asked)
    {
        var (name, settled, limit) = (window.Budget.Name, Dollars(window.Settled), Dollars(window.Limit));
        var doubt = window.Suspended > Money.Zero ? $", ${Dollars(window.Suspended)} uncertain" : "";
        var left = window.Limit - window.Settled - window.Suspended;
        if (left <= Money.Zero && doubt.Length > 0)
        {
            return $"Budget '{name}' has nothing left (${settled} of ${limit} spent{doubt}).";
        }

        return left <= Money.Zero
            ? $"Budget '{name}' is spent (${settled} of ${limit})."
            : $"Budget '{name}' has ${Dollars(left)} left (${settled} of ${limit} spent{doubt}), less than the ${Dollars(asked)} that even a small answer may cost.";
    }

    private static string Renewal(in WindowFigures window)
    {
        var renewal = window.ResetsAt is { } at ? $"It renews on {Local(at, window.Budget.TimeZone)}." : "It does not renew; its owner can raise it.";
        return window.Budget.Contact is { } contact ? $"{renewal} Ask {contact}." : renewal;
    }

    private static string Local(DateTimeOffset at, string zoneName)
    {
        _ = WindowCalendar.TryFindZone(zoneName, out var zone);
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return $"{local.ToString("d MMMM HH:mm", CultureInfo.InvariantCulture)} {zoneName}";
    }

    /// <summary>Cents for people, and more digits only where they say something.</summary>
    private static string Dollars(Money money) => money.ToString();
}
