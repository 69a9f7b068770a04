using Tollgate.Cli.Exec;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Cli.Tests.Exec;

public sealed class BudgetWatchTests
{
    private static readonly Money Dollar = Money.FromDollars(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_shown_once_and_a_silent_gateway_is_asked_again()
    {
        var time = new HeldClock();
        Queue<KeyStanding?> answers = new([Spent("0.10"), Spent("0.10"), null, Spent("0.30")]);
        var display = new SeenDisplay();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watch = new BudgetWatch(_ => answers.TryDequeue(out var next) && next is { } standing ? Task.FromResult(standing) : throw new CliFault(ExitCode.Unreachable, "away"), display, time).RunAsync(stop.Token);

        for (var turn = 0; turn < 5; turn++)
        {
            time.Advance(BudgetWatch.Every);
        }

        await stop.CancelAsync();
        await watch;
        Assert.Equal([Money.Parse("0.10"), Money.Parse("0.30")], display.Seen);
    }

    [Fact]
    public async Task Without_a_terminal_each_step_is_one_line()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var display = new StepDisplay(error);

        foreach (var spent in (string[])["0.10", "0.55", "0.60", "0.97", "0.99"])
        {
            await display.ShowAsync(Spent(spent));
        }

        await display.EndAsync();
        Assert.Equal("tollgate: 50 % of the budget is spent: $0.55 of $1.00, $0.45 left.\ntollgate: 95 % of the budget is spent: $0.97 of $1.00, $0.03 left.\n", error.ToString());
    }

    [Fact]
    public async Task The_title_is_kept_once_and_put_back_only_when_it_was_changed()
    {
        using var terminal = new StringWriter();
        var display = new TitleDisplay(terminal, "claude");

        await display.EndAsync();
        await display.ShowAsync(Spent("0.10"));
        await display.ShowAsync(Spent("0.999"));
        await display.EndAsync();

        Assert.Equal("\e[22;2t\e]2;$0.90 left of $1.00 · claude\a\e]2;$0.00 left of $1.00 · claude\a\e[23;2t", terminal.ToString());
    }

    private static KeyStanding Spent(string amount) => new(Money.Parse(amount), Dollar - Money.Parse(amount), Dollar, Money.Zero);

    private sealed class SeenDisplay : IBudgetDisplay
    {
        public List<Money> Seen { get; } = [];

        public Task ShowAsync(KeyStanding standing)
        {
            Seen.Add(standing.Settled);
            return Task.CompletedTask;
        }

        public Task EndAsync() => Task.CompletedTask;
    }
}
