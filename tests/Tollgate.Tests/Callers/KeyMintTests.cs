using Tollgate.Callers;
using Tollgate.Callers.Keys;
using Tollgate.Core;

namespace Tollgate.Tests.Callers;

/// <summary>Members make keys within a template of their team, and never beyond it, whatever they try.</summary>
public sealed class KeyMintTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task AMember_MakesAKeyOfTheTemplate_AndItIsInTheAuditLog()
    {
        await using var bench = await TemplateBench.OpenAsync();

        var made = await bench.MintedAsync();

        var caller = (await bench.House.SignInAsync(made.Secret!)).Value.Caller;
        Assert.Equal(("anna", "crew", "self"), (caller.PrincipalName, caller.TeamName, caller.PinnedTags["made"]));
        Assert.Equal(bench.House.Clock.GetUtcNow().AddDays(30), caller.ExpiresAt);
        Assert.Equal((true, false), (caller.AllowsModel("anthropic", "claude-sonnet-5"), caller.AllowsModel("google", "gemini-3-pro")));
        Assert.Equal("dev", made.Key.TemplateName);
        var rows = (await bench.AdminAsync("GET", "/api/audit")).GetProperty("items").EnumerateArray().ToList();
        Assert.Single(rows, row => row.GetProperty("action").GetString() == "key.mint" && row.GetProperty("actor").ToString().Contains("anna-main", StringComparison.Ordinal));
        Assert.Single(rows, row => row.GetProperty("action").GetString() == "key_template.create");
    }

    [Theory]
    [InlineData(""" "models":["gemini-*"] """, "models")]
    [InlineData(""" "models":["*"] """, "models")]
    [InlineData(""" "models":["anthropic/claude-*"] """, null)]
    [InlineData(""" "models":["claude-sonnet-*"] """, null)]
    [InlineData(""" "expires_at":"2027-12-01T00:00:00Z" """, "expires_at")]
    [InlineData(""" "pinned_tags":{"made":"other"} """, "pinned_tags")]
    [InlineData(""" "pinned_tags":{"made":"self","more":"yes"} """, null)]
    [InlineData(""" "routes":["nowhere"] """, "routes")]
    public async Task WhatIsAskedFor_OnlyNarrowsTheTemplate(string more, string? wrong)
    {
        await using var bench = await TemplateBench.OpenAsync(TemplateBench.Dev.Replace("claude-*", "*claude-*", StringComparison.Ordinal));

        var (status, reply) = await bench.MintAsync(bench.Anna, $$"""{"name":"k","template":"dev",{{more}}}""");

        Assert.Equal(wrong, status == 201 ? null : reply.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task AKeyMadeWithinATemplate_MakesNone()
    {
        await using var bench = await TemplateBench.OpenAsync();
        var minted = await bench.MintedAsync();

        var (status, reply) = await bench.MintAsync(minted, """{"name":"deeper","template":"dev"}""");

        Assert.Equal((403, "template_exceeded"), (status, reply.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task OfTwentyAtOnce_AsManySucceedAsTheTemplateAllows()
    {
        await using var bench = await TemplateBench.OpenAsync();

        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => bench.MintAsync(bench.Anna, $$"""{"name":"k{{number}}","template":"dev"}"""))));

        Assert.Equal(2, tries.Count(tried => tried.Status == 201));
        Assert.Equal(18, tries.Count(tried => tried.Status == 403));
        var (_, mine) = await bench.House.CallAsync(TemplateBench.As(bench.Anna, bench.House), "GET", "/api/me/keys");
        Assert.Equal(2, mine.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task ARevokedOrExpiredKey_MakesRoomForAnother()
    {
        await using var bench = await TemplateBench.OpenAsync();
        var one = await bench.MintedAsync("one");
        await bench.MintedAsync("two", ""","expires_at":"2026-11-22T00:00:00Z" """.Trim());

        var (revoked, _) = await bench.House.CallAsync(TemplateBench.As(bench.Anna, bench.House), "DELETE", "/api/me/keys/{id}", id: one.Key.Id.ToString());
        await bench.MintedAsync("three");
        var (full, _) = await bench.MintAsync(bench.Anna, """{"name":"four","template":"dev"}""");
        bench.House.Clock.Advance(TimeSpan.FromDays(2));
        await bench.MintedAsync("five");

        Assert.Equal((204, 403), (revoked, full));
        Assert.Equal(RefusalCode.KeyRevoked, (await bench.House.SignInAsync(one.Secret!)).Refusal!.Code);
    }

    [Fact]
    public async Task TheTemplateOfAnotherTeam_IsNotThere()
    {
        await using var bench = await TemplateBench.OpenAsync();
        var otto = await bench.KeyAsync("""{"name":"otto-main","principal":"otto"}""");
        var lent = await bench.KeyAsync("""{"name":"otto-lent","principal":"otto","team":"crew"}""");

        var (foreign, problem) = await bench.MintAsync(otto, """{"name":"k","template":"dev"}""");
        var (none, nothing) = await bench.MintAsync(otto, """{"name":"k","template":"no such"}""");
        var (borrowed, _) = await bench.MintAsync(lent, """{"name":"k","template":"dev"}""");

        Assert.Equal((404, 404, 403), (foreign, none, borrowed));
        Assert.Equal(nothing.ToString(), problem.ToString());
    }

    [Fact]
    public async Task AnotherMembersKeys_CannotBeSeenOrRevoked()
    {
        await using var bench = await TemplateBench.OpenAsync();
        await bench.AdminAsync("POST", "/api/users", """{"name":"berta","team":"crew"}""");
        var berta = await bench.KeyAsync("""{"name":"berta-main","principal":"berta"}""");
        var minted = await bench.MintedAsync();

        var (status, _) = await bench.House.CallAsync(TemplateBench.As(berta, bench.House), "DELETE", "/api/me/keys/{id}", id: minted.Key.Id.ToString());
        var (own, _) = await bench.House.CallAsync(TemplateBench.As(bench.Anna, bench.House), "DELETE", "/api/me/keys/{id}", id: bench.Anna.Key.Id.ToString());
        var (byMinted, _) = await bench.House.CallAsync(TemplateBench.As(minted, bench.House), "DELETE", "/api/me/keys/{id}", id: minted.Key.Id.ToString());
        var (_, mine) = await bench.House.CallAsync(TemplateBench.As(berta, bench.House), "GET", "/api/me/keys");

        Assert.Equal((404, 404, 404), (status, own, byMinted));
        Assert.Equal(0, mine.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task ATemplateMadeNarrower_NarrowsTheKeysThatAreThere()
    {
        await using var bench = await TemplateBench.OpenAsync();
        var minted = await bench.MintedAsync();

        await bench.AdminAsync("PATCH", "/api/key-templates/{id}", """{"models":["gpt-5-mini"],"routes":["messages"],"lifetime":"1h","keys_per_member":1}""", bench.TemplateId);

        var caller = (await bench.House.SignInAsync(minted.Secret!)).Value.Caller;
        Assert.False(caller.AllowsModel("anthropic", "claude-sonnet-5"));
        Assert.True(caller.AllowsModel("openai", "gpt-5-mini"));
        Assert.Equal((true, false), (caller.AllowsSurface(Surface.Messages), caller.AllowsSurface(Surface.Responses)));
        bench.House.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(RefusalCode.KeyRevoked, (await bench.House.SignInAsync(minted.Secret!)).Refusal!.Code);
    }

    [Fact]
    public async Task WhoLeavesTheTeam_LosesTheKeys_AndWhoIsRemovedToo()
    {
        await using var bench = await TemplateBench.OpenAsync();
        var minted = await bench.MintedAsync();
        var anna = bench.Anna.Key.PrincipalId.ToString();

        await bench.AdminAsync("PATCH", "/api/users/{id}", """{"team":"default"}""", anna);
        var afterLeaving = await bench.House.SignInAsync(minted.Secret!);
        var (status, _) = await bench.MintAsync(bench.Anna, """{"name":"k","template":"dev"}""");
        await bench.AdminAsync("PATCH", "/api/users/{id}", """{"team":"crew"}""", anna);
        var afterReturning = await bench.House.SignInAsync(minted.Secret!);
        await bench.AdminAsync("DELETE", "/api/users/{id}", id: anna);

        Assert.Contains("has left", afterLeaving.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(403, status);
        Assert.Null(afterReturning.Refusal);
        Assert.Equal(RefusalCode.KeyRevoked, (await bench.House.SignInAsync(minted.Secret!)).Refusal!.Code);
    }

    [Fact]
    public async Task TheKeyItIsMadeWith_IsAsMuchALimitAsTheTemplate()
    {
        await using var bench = await TemplateBench.OpenAsync(
            key: """{"name":"anna-main","principal":"anna","models":["claude-haiku-*"],"pinned_tags":{"env":"test"},"pinned_agent":"bot","expires_at":"2026-11-23T00:00:00Z"}""");

        var (wider, _) = await bench.MintAsync(bench.Anna, """{"name":"wide","template":"dev","models":["claude-*"]}""");
        var minted = await bench.MintedAsync();

        var caller = (await bench.House.SignInAsync(minted.Secret!)).Value.Caller;
        Assert.Equal(403, wider);
        Assert.Equal((true, false), (caller.AllowsModel("anthropic", "claude-haiku-5"), caller.AllowsModel("anthropic", "claude-sonnet-5")));
        Assert.Equal(("test", "bot"), (caller.PinnedTags["env"], caller.PinnedAgent));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), caller.ExpiresAt);
    }

    [Fact]
    public async Task WhoIsNoMember_MakesNone()
    {
        await using var bench = await TemplateBench.OpenAsync();
        var agent = await bench.KeyAsync("""{"name":"bot-main","principal":"bot","team":"crew"}""");
        var viewer = await bench.KeyAsync("""{"name":"anna-looks","principal":"anna","role":"viewer"}""");

        var (byAgent, _) = await bench.MintAsync(agent, """{"name":"k","template":"dev"}""");
        var (byViewer, _) = await bench.MintAsync(viewer, """{"name":"k","template":"dev"}""");
        var (byOperator, _) = await bench.House.CallAsync(bench.House.Operator, "POST", "/api/me/keys", """{"name":"k","template":"dev"}""");

        Assert.Equal((403, 403, 403), (byAgent, byViewer, byOperator));
    }

    [Fact]
    public async Task AnAgent_MakesKeys_WhereTheTemplateIsForAgents()
    {
        await using var bench = await TemplateBench.OpenAsync(TemplateBench.Dev.Replace("\"models\"", "\"holders\":\"agent\",\"models\"", StringComparison.Ordinal));
        var agent = await bench.KeyAsync("""{"name":"bot-main","principal":"bot","team":"crew"}""");

        var (byAgent, _) = await bench.MintAsync(agent, """{"name":"k","template":"dev"}""");
        var (byUser, _) = await bench.MintAsync(bench.Anna, """{"name":"l","template":"dev"}""");

        Assert.Equal((201, 403), (byAgent, byUser));
    }

    [Fact]
    public async Task AnAdministrator_CannotMoveAMintedKeyOutOfItsTeam()
    {
        await using var bench = await TemplateBench.OpenAsync();
        var minted = await bench.MintedAsync();

        var moved = await bench.House.Keys.ChangeAsync(bench.House.Operator, minted.Key.Id, new KeyChange { Team = "default" }, Ct);

        Assert.Equal(RefusalCode.Conflict, moved.Refusal!.Code);
    }

    [Fact]
    public async Task ATemplateWithLiveKeys_IsDeletedOnlyWithThem()
    {
        await using var bench = await TemplateBench.OpenAsync();
        var minted = await bench.MintedAsync();

        var (refused, problem) = await bench.House.CallAsync(bench.House.Operator, "DELETE", "/api/key-templates/{id}", id: bench.TemplateId);
        var (team, _) = await bench.House.CallAsync(bench.House.Operator, "DELETE", "/api/teams/{id}", id: minted.Key.TeamId.ToString());
        await bench.AdminAsync("DELETE", "/api/key-templates/{id}", id: bench.TemplateId, query: "?revoke=true");

        Assert.Equal((409, 409), (refused, team));
        Assert.Contains("revoke=true", problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        Assert.Equal(RefusalCode.KeyRevoked, (await bench.House.SignInAsync(minted.Secret!)).Refusal!.Code);
        Assert.Equal(404, (await bench.MintAsync(bench.Anna, """{"name":"k","template":"dev"}""")).Status);
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"x","team":"none"}""", "team")]
    [InlineData("""{"name":"x","keys_per_member":0}""", "keys_per_member")]
    [InlineData("""{"name":"x","lifetime":"5s"}""", "lifetime")]
    [InlineData("""{"name":"x","lifetime":"soon"}""", "lifetime")]
    [InlineData("""{"name":"x","models":[""]}""", "models")]
    [InlineData("""{"name":"dev"}""", "name")]
    public async Task ATemplateThatMakesNoSense_IsRefusedByItsField(string body, string field)
    {
        await using var bench = await TemplateBench.OpenAsync();

        var (_, reply) = await bench.House.CallAsync(bench.House.Operator, "POST", "/api/key-templates", body);

        Assert.Equal(field, reply.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task ATemplate_StaysWithItsTeam_AndIsListedByTeam()
    {
        await using var bench = await TemplateBench.OpenAsync();
        await bench.AdminAsync("POST", "/api/key-templates", """{"name":"other","lifetime":"none"}""");

        var (moved, _) = await bench.House.CallAsync(bench.House.Operator, "PATCH", "/api/key-templates/{id}", """{"team":"default"}""", bench.TemplateId);
        var ofTeam = await bench.AdminAsync("GET", "/api/key-templates", query: "?team=crew");
        var shown = await bench.AdminAsync("GET", "/api/key-templates/{id}", id: bench.TemplateId);
        var (_, own) = await bench.House.CallAsync(TemplateBench.As(bench.Anna, bench.House), "GET", "/api/me/templates");

        Assert.Equal(400, moved);
        Assert.Equal("dev", Assert.Single(ofTeam.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(2_592_000, shown.GetProperty("lifetime_seconds").GetInt64());
        Assert.Equal("dev", Assert.Single(own.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("claude-*", "claude-sonnet-5", true)]
    [InlineData("claude-*", "claude-*-5", true)]
    [InlineData("claude-?", "claude-*", false)]
    [InlineData("claude-*5", "claude-*", false)]
    [InlineData("*", "anything/*", true)]
    [InlineData("openai/*", "gpt-5", false)]
    [InlineData("openai/*", "openai/gpt-5*", true)]
    [InlineData("open*", "openai/gpt-5", false)]
    [InlineData("claude-*", "openrouter/claude-*", false)]
    [InlineData("*claude-*", "openrouter/claude-*", true)]
    public void APattern_CoversOnlyWhatItSurelyMatches(string wide, string narrow, bool covers) => Assert.Equal(covers, ModelPattern.Covers(wide, narrow));
}
