namespace Tollgate.Cli.Tests.Commands;

public sealed class CatalogCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task The_cheapest_models_come_with_what_the_work_costs()
    {
        var run = await demo.RunAsync("models", "cheapest", "--input", "100k", "--cached", "50k", "--output-tokens", "2k", "--provider", "anthropic", "--capability", "tools,vision", "--context", "200k", "--mode", "chat", "--limit", "3", "--json");

        var costs = run.Json["items"]!.AsArray().Select(item => decimal.Parse(item!["cost_usd"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(3, costs.Count);
        Assert.Equal(costs.Order(), costs);
    }

    [Fact]
    public async Task Prices_of_two_days_are_compared()
    {
        var run = await demo.RunAsync("models", "diff", "--from", "2026-08-15", "--to", "2026-09-15");

        Assert.Equal(0, run.Code);
        Assert.Contains("claude-sonnet-5", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_a_trusted_key_is_refused_and_the_built_in_catalogue_can_always_be_had()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file + ".sig", "x", TestContext.Current.CancellationToken);

        var update = await demo.RunAsync("models", "update", file);
        var trial = await demo.RunAsync("models", "diff", file, "--signature", file + ".sig");
        var back = await demo.RunAsync("models", "update", "--built-in");
        File.Delete(file);
        File.Delete(file + ".sig");

        Assert.Equal((ExitCode.Conflict, ExitCode.Conflict, ExitCode.Ok), (update.Code, trial.Code, back.Code));
        Assert.Contains("catalog.public_key", update.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_past_period_is_priced_anew_as_a_report()
    {
        var run = await demo.RunAsync("costs", "reprice", "--from", "2026-01-01", "--to", "2026-12-31", "--at", "2026-08-15", "--model", "claude-haiku-4-5");
        var wrong = await demo.RunAsync("costs", "reprice", "--model", "no-such-model");

        Assert.Equal((0, ExitCode.NotFound), (run.Code, wrong.Code));
        Assert.Contains("Total: $", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models", "update")]
    [InlineData("models", "update", "/no/such/file")]
    [InlineData("models", "diff")]
    [InlineData("models", "diff", "--from", "soon")]
    [InlineData("models", "cheapest", "--input", "many")]
    public async Task A_wrong_question_is_one_sentence(params string[] args)
    {
        var run = await demo.RunAsync(args);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_list_of_all_models_ends()
    {
        var run = await demo.RunAsync("models", "list", "--all", "--json");

        var names = run.Json["items"]!.AsArray().Select(item => $"{item!["provider"]}/{item["id"]}").ToList();
        Assert.True(names.Count > 2000);
        Assert.Equal(names.Count, names.Distinct().Count());
    }
}
