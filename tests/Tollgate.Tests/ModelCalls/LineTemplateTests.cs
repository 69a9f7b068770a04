using System.Globalization;
using System.Net;

namespace Tollgate.Tests.ModelCalls;

/// <summary>What a template gives holds on the served path, over all keys of a member together.</summary>
public sealed class LineTemplateTests(LineFixture line) : IClassFixture<LineFixture>
{
    private static int _templates;

    [Fact]
    public async Task TheBudgetOfATemplate_IsOneForAllKeysOfAMember_AlsoForKeysMadeAfterOthersWereRevoked()
    {
        var (member, template) = await MemberAsync("""
            "keys_per_member":2,"budgets":[{"limit_usd":"0.30","window":"lifetime"}]
            """);
        var first = await MintAsync(member, template, "first");
        using var one = await line.ChatAsync(first.Key, "tokens=100", "\"max_tokens\":100", "fake-dime");
        using var two = await line.ChatAsync(first.Key, "tokens=100", "\"max_tokens\":100", "fake-dime");
        using var gone = await line.SendAsync(HttpMethod.Delete, $"/api/me/keys/{first.Id}", null, member);
        var second = await MintAsync(member, template, "second");
        using var three = await line.ChatAsync(second.Key, "tokens=100", "\"max_tokens\":100", "fake-dime");
        using var four = await line.ChatAsync(second.Key, "tokens=100", "\"max_tokens\":100", "fake-dime");

        Assert.Equal([200, 200, 200, 400], new[] { one, two, three, four }.Select(reply => (int)reply.StatusCode));
        Assert.Contains("budget_exceeded", await four.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
    }

    [Fact]
    public async Task TheLimitOfATemplate_IsOneForAllKeysOfAMember()
    {
        var (member, template) = await MemberAsync("""
            "keys_per_member":2,"limits":[{"limit":3,"unit":"requests","per":"hour"}]
            """);
        var (first, second) = (await MintAsync(member, template, "a"), await MintAsync(member, template, "b"));

        var statuses = new List<int>();
        foreach (var key in (string[])[first.Key, second.Key, first.Key, second.Key])
        {
            using var reply = await line.ChatAsync(key, "tokens=1");
            statuses.Add((int)reply.StatusCode);
        }

        Assert.Equal([200, 200, 200, 429], statuses);
    }

    [Fact]
    public async Task AModelOutsideTheTemplate_IsRefused_AndTheHelpNamesWhatIsInside()
    {
        var (member, template) = await MemberAsync("""
            "models":["fake-dime"]
            """);
        var key = (await MintAsync(member, template, "only-dime")).Key;

        using var outside = await line.ChatAsync(key, "tokens=1");
        using var inside = await line.ChatAsync(key, "tokens=1", "\"max_tokens\":10", "fake-dime");

        Assert.Equal([403, 200], new[] { outside, inside }.Select(reply => (int)reply.StatusCode));
        Assert.Contains("fake-dime", await outside.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWindowForEachKeyOfATemplate_IsRefused()
    {
        using var split = await line.SendAsync(HttpMethod.Post, "/api/key-templates", """{"name":"split","budgets":[{"limit_usd":"1","each":"key"}]}""", LineFixture.AdminKey);
        using var zero = await line.SendAsync(HttpMethod.Post, "/api/key-templates", """{"name":"zero","limits":[{"limit":0}]}""", LineFixture.AdminKey);
        var left = await line.AdminTextAsync("/api/key-templates");

        Assert.Equal([400, 400], new[] { split, zero }.Select(reply => (int)reply.StatusCode));
        Assert.DoesNotContain("split", left, StringComparison.Ordinal);
    }

    private async Task<(string Key, string Template)> MemberAsync(string caps)
    {
        var number = Interlocked.Increment(ref _templates).ToString(CultureInfo.InvariantCulture);
        await line.AdminAsync(HttpMethod.Post, "/api/teams", $$"""{"name":"crew-{{number}}"}""");
        await line.AdminAsync(HttpMethod.Post, "/api/users", $$"""{"name":"member-{{number}}","team":"crew-{{number}}"}""");
        await line.AdminAsync(HttpMethod.Post, "/api/key-templates", $$"""{"name":"template-{{number}}","team":"crew-{{number}}",{{caps}}}""");
        return (await line.KeyAsync($"\"principal\":\"member-{number}\""), $"template-{number}");
    }

    private async Task<(string Key, string Id)> MintAsync(string member, string template, string name)
    {
        using var reply = await line.PostAsync(member, "/api/me/keys", $$"""{"name":"{{template}}-{{name}}","template":"{{template}}"}""");
        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(reply.StatusCode == HttpStatusCode.Created, text);
        var made = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        return (made["key"]!.GetValue<string>(), made["id"]!.GetValue<string>());
    }
}
