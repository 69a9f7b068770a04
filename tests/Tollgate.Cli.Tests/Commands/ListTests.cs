namespace Tollgate.Cli.Tests.Commands;

public sealed class ListTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private const int More = 205;

    [Fact]
    public async Task A_list_follows_pages_up_to_its_limit_and_says_that_more_follow()
    {
        await MakeTeamsAsync();

        var usual = await demo.RunAsync("teams", "list", "--json");
        var all = await demo.RunAsync("teams", "list", "--all", "--json");
        var some = await demo.RunAsync("teams", "list", "--limit", "203", "--json");

        Assert.Equal(100, usual.Json["items"]!.AsArray().Count);
        Assert.NotNull(usual.Json["next"]);
        Assert.Contains("--all", usual.Error, StringComparison.Ordinal);
        Assert.Equal(More + 1, all.Json["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal((null, string.Empty), (all.Json["next"], all.Error));
        Assert.Equal(203, some.Json["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "-3")]
    [InlineData("--limit", "many")]
    public async Task A_limit_is_a_whole_number_from_1(params string[] args) =>
        Assert.Equal(ExitCode.Usage, (await demo.RunAsync(["teams", "list", .. args])).Code);

    [Fact]
    public async Task Ids_and_times_of_a_table_stay_in_one_line()
    {
        var made = await demo.RunAsync("agents", "create", "whole", "--json");

        Assert.Contains(made.Json["id"]!.GetValue<string>(), (await demo.RunAsync("agents", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_is_said() => Assert.Contains("Nothing there.", (await demo.RunAsync("users", "list")).Output, StringComparison.Ordinal);

    /// <summary>More than one page of the API, by its own route: the command line would take a while.</summary>
    private async Task MakeTeamsAsync()
    {
        using var http = new HttpClient { BaseAddress = demo.Url };
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {demo.AdminKey}");
        for (var number = 0; number < More; number++)
        {
            using var body = new StringContent($$"""{"name":"many-{{number}}"}""", System.Text.Encoding.UTF8, "application/json");
            using var made = await http.PostAsync(new Uri("/api/teams", UriKind.Relative), body, TestContext.Current.CancellationToken);
            made.EnsureSuccessStatusCode();
        }
    }
}
