using System.Text.Json;
using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Docs;

/// <summary>Every example of README.md and docs/ is run as it stands, but for the address, or says in the page why it is not.</summary>
public sealed class DocsExampleTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly string[] Languages = ["csharp", "json", "python", "sh", "text", "ts", "yaml"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The blocks of a language, by page and line.</summary>
    public static TheoryData<string> Blocks(string language) =>
        new(DocsBlock.All().Where(block => block.Language == language && block.NotRun is null).Select(block => block.ToString()));

    [Fact]
    public void Every_block_is_run_or_says_why_not()
    {
        Assert.DoesNotContain(DocsBlock.All(), block => block.NotRun is null && !Languages.Contains(block.Language));
        Assert.DoesNotContain(DocsBlock.All(), block => block.NotRun is { Length: < 10 });
    }

    [Fact]
    public void The_first_page_speaks_every_language() =>
        Assert.Superset(new HashSet<string> { "csharp", "python", "sh", "ts" }, DocsBlock.All().Where(block => block is { Page: "README.md", NotRun: null }).Select(block => block.Language).ToHashSet());

    [Theory]
    [MemberData(nameof(Blocks), "sh")]
    public async Task A_shell_example_does_what_it_says(string name)
    {
        using var bench = new DocsBench(fixture);
        var block = Find(name);

        var (code, output) = await bench.ShellAsync(block, Ct);

        Assert.True(code == 0, output);
        Assert.False(string.IsNullOrWhiteSpace(output) && block.Text.Contains("curl", StringComparison.Ordinal), "It printed nothing.");
    }

    [Theory]
    [MemberData(nameof(Blocks), "python")]
    public async Task A_Python_example_gets_an_answer(string name)
    {
        using var bench = new DocsBench(fixture);

        var run = await bench.PythonAsync(Find(name), Ct);

        Assert.SkipWhen(run is null, "The Python package openai is not installed here.");
        Assert.True(run.Value.Code == 0 && run.Value.Output.Trim().Length > 0, run.Value.Output);
    }

    [Theory]
    [MemberData(nameof(Blocks), "ts")]
    public async Task A_TypeScript_example_gets_an_answer(string name)
    {
        using var bench = new DocsBench(fixture);

        var (code, output) = await bench.NodeAsync(Find(name), Ct);

        Assert.True(code == 0 && output.Trim().Length > 0, output);
    }

    [Theory]
    [MemberData(nameof(Blocks), "csharp")]
    public async Task A_CSharp_example_gets_an_answer(string name)
    {
        using var bench = new DocsBench(fixture);

        Assert.NotEmpty((await CSharpExample.RunAsync(bench.Text(Find(name)), fixture.Target.Key)).Trim());
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Blocks), "yaml")]
    public async Task Settings_of_an_example_can_be_used(string name)
    {
        using var bench = new DocsBench(fixture);

        var (code, output) = await bench.SettingsAsync(Find(name), Ct);

        Assert.True(code == 0, output);
    }

    [Theory]
    [MemberData(nameof(Blocks), "json")]
    public void JSON_of_an_example_is_JSON(string name) => Assert.NotEqual(JsonValueKind.Undefined, JsonDocument.Parse(Find(name).Text).RootElement.ValueKind);

    private static DocsBlock Find(string name) => DocsBlock.All().Single(block => block.ToString() == name);
}
