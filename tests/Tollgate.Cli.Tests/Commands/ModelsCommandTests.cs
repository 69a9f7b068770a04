namespace Tollgate.Cli.Tests.Commands;

public sealed class ModelsCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task An_own_price_holds_until_it_is_taken_back()
    {
        var set = await demo.RunAsync("models", "price", "gpt-5-mini", "--input", "5", "--output", "25", "--cache-read", "0.5", "--cache-write", "6", "--json");
        var back = await demo.RunAsync("models", "price", "gpt-5-mini", "--remove");
        var now = await demo.RunAsync("models", "show", "openai/gpt-5-mini", "--json");

        Assert.Equal("5", set.Json["prices"]!["per_million"]!["input"]!.GetValue<string>());
        Assert.Equal(0, back.Code);
        Assert.NotEqual("5", now.Json["prices"]!["per_million"]!["input"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(ExitCode.Refused, "models", "price", "gpt-5-mini")]
    [InlineData(ExitCode.Refused, "models", "price", "gpt-5-mini", "--input", "x")]
    [InlineData(ExitCode.NotFound, "models", "price", "no-such-model", "--input", "1")]
    [InlineData(ExitCode.Refused, "costs", "summary", "--by", "nonsense")]
    [InlineData(ExitCode.Refused, "costs", "summary", "--from", "yesterday")]
    [InlineData(ExitCode.NotFound, "costs", "estimate", "no-such-model")]
    public async Task A_wrong_question_is_one_sentence(int code, params string[] args)
    {
        var run = await demo.RunAsync(args);

        Assert.Equal(code, run.Code);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_providers_models_are_its_own()
    {
        var run = await demo.RunAsync("models", "list", "--provider", "anthropic", "--json");

        Assert.All(run.Json["items"]!.AsArray(), item => Assert.Equal("anthropic", item!["provider"]!.GetValue<string>()));
    }
}
