namespace Tollgate.Cli.Tests.Commands;

public sealed class BudgetsCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task A_budget_is_made_raised_reset_and_deleted()
    {
        var made = await demo.RunAsync("budgets", "create", "3/week", "--name", "one", "--time-zone", "UTC", "--contact", "ops@example.com", "--json");
        var today = await demo.RunAsync("budgets", "raise", "one", "--by", "2", "--until", "23:59", "--reason", "a long night", "--json");
        var reset = await demo.RunAsync("budgets", "reset", "one", "--reason", "a new start", "--yes", "--json");
        var deleted = await demo.RunAsync("budgets", "delete", "one", "--yes");

        Assert.Equal("ops@example.com", made.Json["contact"]!.GetValue<string>());
        Assert.Equal("5.00", today.Json["limit"]!.GetValue<string>());
        Assert.Equal("0.00", reset.Json["settled"]!.GetValue<string>());
        Assert.Equal((0, "Deleted budget one.\n"), (deleted.Code, deleted.Output));
        Assert.Equal(ExitCode.NotFound, (await demo.RunAsync("budgets", "get", "one")).Code);
    }

    [Fact]
    public async Task What_a_budget_counts_is_said_when_it_is_made()
    {
        var made = await demo.RunAsync("budgets", "create", "200/month", "--counts", "notional", "--json");
        var usual = await demo.RunAsync("budgets", "create", "200/month", "--json");

        Assert.Equal(("notional", "billed"), (made.Json["counts"]!.GetValue<string>(), usual.Json["counts"]!.GetValue<string>()));
        Assert.Equal(ExitCode.Usage, (await demo.RunAsync("budgets", "create", "1/day", "--counts", "nothing")).Code);
    }

    [Fact]
    public async Task The_target_is_a_name_too()
    {
        var team = await demo.RunAsync("teams", "create", "night-shift", "--json");
        var key = await demo.RunAsync("keys", "create", "of-a-budget", "--json");

        var ofTeam = await demo.RunAsync("budgets", "create", "10/day", "--scope", "team", "--target", "night-shift", "--json");
        var ofKey = await demo.RunAsync("limits", "create", "100k", "--unit", "tokens", "--per", "hour", "--scope", "key", "--target", "of-a-budget", "--json");
        var ofNobody = await demo.RunAsync("budgets", "create", "10/day", "--scope", "team", "--target", "nobody");

        Assert.Equal(team.Json["id"]!.GetValue<string>(), ofTeam.Json["target"]!.GetValue<string>());
        Assert.Equal(key.Json["id"]!.GetValue<string>(), ofKey.Json["target"]!.GetValue<string>());
        Assert.Equal(ExitCode.NotFound, ofNobody.Code);
    }

    [Fact]
    public async Task A_history_begins_with_its_budget()
    {
        await demo.RunAsync("budgets", "create", "3/month", "--name", "old", "--soft");

        Assert.Single((await demo.RunAsync("budgets", "history", "old", "--days", "2", "--json")).Json["items"]!.AsArray());
    }

    [Theory]
    [InlineData("--scope takes", "budgets", "create", "3/week", "--scope", "galaxy")]
    [InlineData("--unit takes", "limits", "create", "3", "--unit", "bananas")]
    [InlineData("--role takes", "keys", "create", "x", "--role", "king")]
    [InlineData("--format takes", "me", "-o", "yaml")]
    [InlineData("is not a time", "budgets", "raise", "x", "--by", "2", "--until", "noon", "--reason", "y")]
    [InlineData("Unrecognized command or argument 'key'.", "key", "list")]
    public async Task A_word_that_is_none_is_said_in_one_line(string sentence, params string[] args)
    {
        var run = await demo.RunAsync(args);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith(sentence, run.Error[run.Error.IndexOf(sentence, StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_parallel_limit_has_no_time()
    {
        var made = await demo.RunAsync("limits", "create", "4", "--unit", "parallel", "--json");

        Assert.Null(made.Json["per"]);
        Assert.Equal(0, (await demo.RunAsync("limits", "delete", made.Json["id"]!.GetValue<string>(), "--yes")).Code);
    }
}
