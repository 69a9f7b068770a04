using System.Text.Json.Nodes;

namespace Tollgate.Cli.Tests.Commands;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task The_demo_spends_and_refuses_within_budgets_and_says_it_is_simulated()
    {
        using var output = new StringWriter();

        var code = await Program.RunAsync(["demo", "--json"], output, TextWriter.Null, CliRun.Around(), TestContext.Current.CancellationToken);

        var report = JsonNode.Parse(output.ToString())!;
        var items = report["items"]!.AsArray();
        var intern = items.Single(item => item!["agent"]!.GetValue<string>() == "intern")!;
        Assert.Equal(0, code);
        Assert.True(report["simulated"]!.GetValue<bool>());
        Assert.True(intern["refused"]!.GetValue<int>() > 0);
        Assert.All(items, item => Assert.True(Dollars(item!, "spent_usd") > 0));
        Assert.All(items, item => Assert.Equal(Dollars(item!, "budget_usd"), Dollars(item!, "spent_usd") + Dollars(item!, "left_usd")));
    }

    private static decimal Dollars(JsonNode item, string name) => decimal.Parse(item[name]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
}
