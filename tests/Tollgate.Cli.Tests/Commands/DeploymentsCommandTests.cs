namespace Tollgate.Cli.Tests.Commands;

public sealed class DeploymentsCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task An_account_is_added_weighed_and_removed()
    {
        await demo.RunAsync("providers", "add", "groq", "--base-url", "http://127.0.0.1:1/v1", "--api-key", "gsk-first");

        var added = await demo.RunReadingAsync("gsk-second\n", "deployments", "add", "groq", "second", "--weight", "3", "--model", "llama=own-name", "--model", "other", "--json");
        var weighed = await demo.RunAsync("deployments", "weigh", "groq", "groq/second", "5", "--json");
        var listed = await demo.RunAsync("deployments", "list", "groq");
        var kept = await demo.RunAsync("deployments", "delete", "groq", "second");
        var removed = await demo.RunAsync("deployments", "delete", "groq", "second", "--yes");

        Assert.True(added.Code == 0, added.Error);
        Assert.Equal((0, "3"), (added.Code, Second(added)["weight"]!.ToString()));
        Assert.Equal("5", Second(weighed)["weight"]!.ToString());
        Assert.Contains("second", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("gsk-second", added.Output + listed.Output, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Usage, 0), (kept.Code, removed.Code));
        Assert.DoesNotContain("second", (await demo.RunAsync("deployments", "list", "groq", "-o", "csv")).Output, StringComparison.Ordinal);
    }

    private static System.Text.Json.Nodes.JsonNode Second(CliRun run) => (run.Code == 0 ? run : throw new InvalidOperationException(run.Error)).Json["items"]!.AsArray().Single(account => account!["name"]!.GetValue<string>() == "groq/second")!;
}
