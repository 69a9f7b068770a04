using Tollgate.Budgets;
using Tollgate.Core;
using static Tollgate.Tests.Budgets.TillBench;

namespace Tollgate.Tests.Budgets;

/// <summary>
/// A coding agent as it was recorded: max_tokens 128000, bodies that grow from 48 to 200 KB, cache reads, four parallel sub-agents,
/// at 5 / 25 / 6.25 / 0.50 USD per million. Its bounds are far above its bills, and the budget is spent all the same.
/// </summary>
public sealed class CodingAgentProfileTests
{
    private const long OutputNanosPerToken = 25_000;
    private const long DearestInputNanosPerToken = 6_250;
    private const long CacheReadNanosPerToken = 500;
    private const int FirstTokens = 12_000;
    private const int LastTokens = 50_000;

    [Fact]
    public async Task OnFiveDollars_ItSpendsAtLeastFourSixty_AndNeverMoreThanTheBudget()
    {
        var bench = new TillBench();
        var cell = bench.Window("5.00");
        var windows = new WindowSet([cell]);
        var wronglyRefused = 0;

        await Task.WhenAll(Enumerable.Range(0, 5).Select(agent => Task.Run(() => WorkAsync(new Random(agent)))));

        Assert.InRange(cell.Settled.Nanos, Usd("4.60").Nanos, Usd("5.00").Nanos);
        Assert.Equal((0, Money.Zero), (wronglyRefused, cell.Reserved));

        async Task WorkAsync(Random random)
        {
            var tokens = FirstTokens;
            while (true)
            {
                var grown = random.Next(500, 2_500);
                var next = Math.Min(tokens + grown, LastTokens);
                var input = new Money((next + 600) * DearestInputNanosPerToken);
                var ask = new BudgetAsk(input + new Money(128_000 * OutputNanosPerToken), input + new Money(1_024 * OutputNanosPerToken));
                var answer = await bench.Till.ReserveAsync(windows, ask, CancellationToken.None);
                if (answer.Kind == TillAnswerKind.Exceeded)
                {
                    Interlocked.Add(ref wronglyRefused, answer.Figures.Remaining + answer.Figures.Reserved >= ask.Least ? 1 : 0);
                    return;
                }

                await Task.Yield();
                answer.Hold?.Settle(Bill(tokens, next, random, answer.Hold.Amount - input), Money.Zero);
                tokens = answer.Hold is null ? tokens : next;
            }
        }
    }

    private static Money Bill(int read, int total, Random random, Money forOutput)
    {
        var output = Math.Min(random.Next(100, 1_500), forOutput.Nanos / OutputNanosPerToken);
        return new Money((read * CacheReadNanosPerToken) + ((total - read) * DearestInputNanosPerToken) + (output * OutputNanosPerToken));
    }
}
