namespace Tollgate.Cli.Tests.Commands;

public sealed class DiscountsCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task A_discount_is_recorded_listed_and_ended()
    {
        var made = await demo.RunAsync("discounts", "create", "12.5%", "--provider", "mistral", "--account", "eu", "--model", "codestral*", "--from", "2026-01-01", "--to", "2099-01-01", "--name", "codestral-eu", "--json");
        var ended = await demo.RunAsync("discounts", "delete", "codestral-eu", "--yes");
        var list = await demo.RunAsync("discounts", "list");
        var again = await demo.RunAsync("discounts", "delete", "codestral-eu", "--yes");

        Assert.Equal("12.5", made.Json["percent"]!.GetValue<string>());
        Assert.Equal((0, 0), (ended.Code, list.Code));
        Assert.Contains("codestral-eu", list.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, again.Code);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "discounts", "create", "5", "--provider", "openai", "--from", "soon")]
    [InlineData(ExitCode.Refused, "discounts", "create", "0", "--provider", "openai")]
    [InlineData(ExitCode.NotFound, "discounts", "delete", "nothing-agreed", "--yes")]
    public async Task A_wrong_question_is_one_sentence(int code, params string[] args)
    {
        var run = await demo.RunAsync(args);

        Assert.Equal(code, run.Code);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }
}
