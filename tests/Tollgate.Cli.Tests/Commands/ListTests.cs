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

    [Theory]
    [InlineData("40")]
    [InlineData("80")]
    [InlineData("120")]
    [InlineData("200")]
    public async Task A_narrow_table_cuts_no_id_and_names_what_it_leaves_out(string columns)
    {
        var id = (await demo.RunAsync("keys", "create", $"narrow-{columns}", "--models", "claude-*", "--json")).Json["id"]!.GetValue<string>();

        var list = await demo.RunInAsync(columns, "keys", "list");

        Assert.Contains(id, list.Output, StringComparison.Ordinal);
        var wide = int.Parse(columns, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(wide < 200, list.Output.Contains("No room for: ", StringComparison.Ordinal));
        Assert.All(list.Output.Split('\n').Where(line => line.StartsWith('│')), line => Assert.True(line.Length <= Math.Max(wide, 60), line));
    }

    [Fact]
    public async Task A_table_that_fits_shows_every_column()
    {
        var list = await demo.RunInAsync("120", "users", "list");

        Assert.DoesNotContain("No room for", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_team_requires_tags_and_no_longer_does()
    {
        await demo.RunAsync("teams", "create", "tagged");

        var required = await demo.RunAsync("teams", "change", "tagged", "--required-tags", "cost-center", "project", "--on-missing-tags", "refuse", "--json");
        var both = await demo.RunAsync("teams", "change", "tagged", "--required-tags", "a", "--no-required-tags");
        var none = await demo.RunAsync("teams", "change", "tagged", "--no-required-tags", "--name", "untagged", "--json");

        Assert.Equal(["cost-center", "project"], required.Json["required_tags"]!.AsArray().Select(tag => tag!.GetValue<string>()));
        Assert.Equal("refuse", required.Json["on_missing_tags"]!.GetValue<string>());
        Assert.Equal(ExitCode.Usage, both.Code);
        Assert.Equal((null, "untagged"), (none.Json["required_tags"], none.Json["name"]!.GetValue<string>()));
        Assert.Equal(ExitCode.NotFound, (await demo.RunAsync("teams", "change", "tagged", "--name", "again")).Code);
        Assert.Equal(0, (await demo.RunAsync("teams", "delete", "untagged", "--yes")).Code);
    }

    [Fact]
    public async Task An_item_is_named_by_the_beginning_of_its_id()
    {
        var id = (await demo.RunAsync("users", "create", "beginning", "--json")).Json["id"]!.GetValue<string>();
        await demo.RunAsync("users", "create", "another");

        var found = await demo.RunAsync("users", "get", id[..23], "--json");
        var many = await demo.RunAsync("users", "get", id[..6]);
        var near = await demo.RunAsync("users", "get", "begining");

        Assert.Equal(id, found.Json["id"]!.GetValue<string>());
        Assert.Equal(ExitCode.Usage, many.Code);
        Assert.Contains("users have an id that begins with", many.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, near.Code);
        Assert.Contains("Did you mean 'beginning'?", near.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_for_programs_spells_letters_as_they_are()
    {
        await demo.RunAsync("agents", "create", "R&D + 'more' <é>");

        Assert.Contains("\"R&D + 'more' <é>\"", (await demo.RunAsync("agents", "list", "--all", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_hangs_on_a_revoked_key_is_listed_only_when_asked_for()
    {
        await demo.RunAsync("keys", "create", "gone", "--budget", "5/day", "--rpm", "7");
        var before = (await demo.RunAsync("budgets", "list", "--json")).Json["items"]!.AsArray().Count;
        await demo.RunAsync("keys", "delete", "gone", "--yes");

        var after = (await demo.RunAsync("budgets", "list", "--json")).Json["items"]!.AsArray().Count;
        var all = (await demo.RunAsync("budgets", "list", "--ended", "--json")).Json["items"]!.AsArray().Count;
        var limits = (await demo.RunAsync("limits", "list", "--json")).Json["items"]!.AsArray().Count;
        var allLimits = (await demo.RunAsync("limits", "list", "--ended", "--json")).Json["items"]!.AsArray().Count;

        Assert.Equal((before - 1, before), (after, all));
        Assert.Equal(allLimits - 1, limits);
    }

    [Fact]
    public async Task Every_model_is_listed_once()
    {
        var models = (await demo.RunAsync("models", "list", "--all", "--json")).Json["items"]!.AsArray();

        Assert.True(models.Count > 1000);
        Assert.Equal(models.Count, models.Select(model => $"{model!["provider"]}/{model["id"]}").Distinct().Count());
    }

    [Fact]
    public async Task A_provider_that_nobody_knows_is_said_when_its_models_are_asked_for()
    {
        var run = await demo.RunAsync("models", "list", "--provider", "openia");

        Assert.Equal(ExitCode.NotFound, run.Code);
        Assert.Contains("Did you mean 'openai'?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_is_said() => Assert.Contains("Nothing there.", (await demo.RunAsync("discounts", "list")).Output, StringComparison.Ordinal);

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
