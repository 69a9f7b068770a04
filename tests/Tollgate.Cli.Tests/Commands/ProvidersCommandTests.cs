namespace Tollgate.Cli.Tests.Commands;

public sealed class ProvidersCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task A_provider_is_added_tested_rotated_and_removed()
    {
        var added = await demo.RunReadingAsync("gsk-first\n", "providers", "add", "groq", "--base-url", "http://127.0.0.1:1/v1");
        var tested = await demo.RunAsync("providers", "test", "groq");
        var rotated = await demo.RunAsync("providers", "rotate", "groq", "--api-key", "gsk-second", "--json");
        var shown = await demo.RunAsync("providers", "get", "groq", "-o", "csv");
        var kept = await demo.RunAsync("providers", "remove", "groq");
        var removed = await demo.RunReadingAsync("y\n", "providers", "remove", "groq");

        Assert.Equal((0, "The API key: "), (added.Code, added.Error));
        Assert.Equal(ExitCode.Refused, tested.Code);
        Assert.Contains("connect", tested.Output, StringComparison.Ordinal);
        Assert.Equal("database", rotated.Json["key_source"]!.GetValue<string>());
        Assert.DoesNotContain("gsk-", rotated.Output + shown.Output, StringComparison.Ordinal);
        Assert.StartsWith("name,kind,", shown.Output, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Usage, 0), (kept.Code, removed.Code));
        Assert.Equal(ExitCode.NotFound, (await demo.RunAsync("providers", "get", "groq")).Code);
    }

    [Fact]
    public async Task A_catalogue_entry_can_have_another_name()
    {
        var added = await demo.RunAsync("providers", "add", "my-groq", "--kind", "groq", "--api-key", "gsk-x", "--json");

        Assert.Equal(("my-groq", "groq"), (added.Json["name"]!.GetValue<string>(), added.Json["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_test_can_be_read_by_programs() => Assert.NotNull((await demo.RunAsync("providers", "test", "openai", "--model", "gpt-5-mini", "--json")).Json["deployments"]);

    [Fact]
    public async Task What_the_settings_file_holds_is_a_conflict_and_what_is_not_there_says_where_to_look()
    {
        Assert.Equal(ExitCode.Conflict, (await demo.RunAsync("providers", "remove", "openai", "--yes")).Code);
        Assert.Contains("providers list", (await demo.RunAsync("providers", "test", "nobody")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_is_no()
    {
        var run = await demo.RunReadingAsync("n\n", "providers", "remove", "openai");

        Assert.Equal((ExitCode.Refused, true), (run.Code, run.Error.EndsWith("Nothing was changed.\n", StringComparison.Ordinal)));
    }
}
