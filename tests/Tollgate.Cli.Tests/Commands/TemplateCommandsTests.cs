namespace Tollgate.Cli.Tests.Commands;

public sealed class TemplateCommandsTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task A_member_makes_lists_and_discards_keys_within_a_template()
    {
        var member = await MemberAsync("crew", "anna");
        var made = await demo.RunAsync("teams", "templates", "create", "dev", "--team", "crew", "--models", "gpt-5*", "--keys", "1", "--lifetime", "30d", "--budget", "5/day", "--rpm", "60");

        var offered = await demo.RunAsAsync(member, "keys", "templates");
        var minted = await demo.RunAsAsync(member, "keys", "mint", "laptop", "--template", "dev", "--models", "gpt-5-mini", "--expires", "8h", "--budget", "1/day");
        var second = await demo.RunAsAsync(member, "keys", "mint", "desktop", "--template", "dev");
        var mine = await demo.RunAsAsync(member, "keys", "mine");
        var discarded = await demo.RunAsAsync(member, "keys", "discard", "laptop", "--yes");
        var left = await demo.RunAsAsync(member, "keys", "mine", "--json");

        Assert.Equal([0, 0, 0, ExitCode.Unauthorized, 0, 0], new[] { made, offered, minted, second, mine, discarded }.Select(run => run.Code));
        Assert.Contains("dev", offered.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n  tg-\w{8}-\w{49}\n", minted.Output);
        Assert.Contains("keys discard", second.Error, StringComparison.Ordinal);
        Assert.Contains("laptop", mine.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("laptop", left.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_is_changed_and_deleted_and_its_budget_hangs_on_it_by_name()
    {
        var member = await MemberAsync("deck", "berta");
        await demo.RunAsync("teams", "templates", "create", "wide", "--team", "deck", "--for", "any", "--routes", "messages");
        await demo.RunAsAsync(member, "keys", "mint", "tablet", "--template", "wide");

        var changed = await demo.RunAsync("teams", "templates", "change", "wide", "--keys", "3", "--models", "gpt-5-mini", "--json");
        var budget = await demo.RunAsync("budgets", "create", "9/month", "--scope", "template", "--target", "wide", "--each", "holder", "--json");
        var limit = await demo.RunAsync("limits", "create", "10", "--scope", "template", "--target", "wide", "--json");
        var kept = await demo.RunAsync("teams", "templates", "delete", "wide", "--yes");
        var deleted = await demo.RunAsync("teams", "templates", "delete", "wide", "--revoke-keys", "--yes");

        Assert.Equal(3, changed.Json["keys_per_member"]!.GetValue<int>());
        Assert.Equal("holder", budget.Json["each"]!.GetValue<string>());
        Assert.Equal("template", limit.Json["scope"]!.GetValue<string>());
        Assert.Equal([ExitCode.Conflict, 0], new[] { kept, deleted }.Select(run => run.Code));
        Assert.DoesNotContain("wide", (await demo.RunAsync("teams", "templates", "list")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("9.00", (await demo.RunAsync("budgets", "list")).Output, StringComparison.Ordinal);
    }

    private async Task<string> MemberAsync(string team, string user)
    {
        await demo.RunAsync("teams", "create", team);
        await demo.RunAsync("api", "POST", "/api/users", $$"""{"name":"{{user}}","team":"{{team}}"}""");
        return (await demo.RunAsync("keys", "create", $"{user}-main", "--principal", user, "--json")).Json["key"]!.GetValue<string>();
    }
}
