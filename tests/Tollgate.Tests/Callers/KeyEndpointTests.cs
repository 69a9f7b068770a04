using System.Security.Cryptography;
using System.Text.Json;
using Tollgate.Callers.Keys;
using Tollgate.Core;

namespace Tollgate.Tests.Callers;

public sealed class KeyEndpointTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task ANameIsEnough_AndTheKeyIsShownOnce()
    {
        await using var house = await CallerHouse.OpenAsync();

        var (status, made) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"me"}""");
        var (_, shown) = await house.CallAsync(house.Operator, "GET", "/api/keys/{id}", id: Text(made, "id"));

        Assert.Equal(201, status);
        Assert.Null((await house.SignInAsync(Text(made, "key")!)).Refusal);
        Assert.False(shown.TryGetProperty("key", out _));
        Assert.Equal("me", Text(shown, "principal"));
        Assert.Equal("agent", Text(shown, "principal_kind"));
        Assert.Equal("default", Text(shown, "team"));
        Assert.Equal("active", Text(shown, "status"));
        Assert.Equal(Text(made, "key")![..11], Text(shown, "label"));
    }

    [Fact]
    public async Task TheSecret_IsNowhereInTheDatabase()
    {
        await using var house = await CallerHouse.OpenAsync();
        var (_, made) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"me"}""");
        var secret = System.Text.Encoding.UTF8.GetBytes(Text(made, "key")![12..]);

        foreach (var path in Directory.EnumerateFiles(house.Database.Folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, Ct);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(secret));
        }
    }

    [Fact]
    public async Task AFullKey_ReadsBackAsItWasAskedFor()
    {
        await using var house = await CallerHouse.OpenAsync();
        await house.CallAsync(house.Operator, "POST", "/api/teams", """{"name":"research"}""");
        await house.CallAsync(house.Operator, "POST", "/api/users", """{"name":"anna"}""");

        var (status, made) = await house.CallAsync(house.Operator, "POST", "/api/keys",
            """
            {"name":"k","principal":"anna","team":"research","role":"admin","models":["claude-*"],"routes":["messages"],
             "pinned_agent":"bot","pinned_tags":{"env":"prod"},"expires_at":"2026-12-01T00:00:00Z"}
            """);

        Assert.Equal(201, status);
        Assert.StartsWith("tga-", Text(made, "key"), StringComparison.Ordinal);
        Assert.Equal("user", Text(made, "principal_kind"));
        Assert.Equal("research", Text(made, "team"));
        var caller = (await house.SignInAsync(Text(made, "key")!)).Value.Caller;
        Assert.Equal(["claude-*"], caller.Models);
        Assert.True(caller.AllowsSurface(Surface.Messages));
        Assert.False(caller.AllowsSurface(Surface.Responses));
        Assert.Equal("prod", caller.PinnedTags["env"]);
        Assert.True(caller.Agents.ContainsKey("bot"));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), caller.ExpiresAt);
    }

    [Theory]
    [InlineData("""{}""", null)]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":" me"}""", "name")]
    [InlineData("""{"name":"a\u0000b"}""", "name")]
    [InlineData("""{"name":"01900000-0000-7000-8000-000000000001"}""", "name")]
    [InlineData("""{"name":"k","role":"operator"}""", "role")]
    [InlineData("""{"name":"k","principal_kind":"robot"}""", "principal_kind")]
    [InlineData("""{"name":"k","principal":"01900000-0000-7000-8000-000000000001"}""", "principal")]
    [InlineData("""{"name":"k","team":"nowhere"}""", "team")]
    [InlineData("""{"name":"k","routes":["everything"]}""", "routes")]
    [InlineData("""{"name":"k","models":[""]}""", "models")]
    [InlineData("""{"name":"k","pinned_tags":{"a b":"c"}}""", "pinned_tags")]
    [InlineData("""{"name":"k","pinned_agent":""}""", "pinned_agent")]
    [InlineData("""{"name":"k","expires_at":"2020-01-01T00:00:00Z"}""", "expires_at")]
    [InlineData("""{"name":"k","sha256":"abc"}""", "sha256")]
    [InlineData("""{"name":"k","unknown":1}""", null)]
    [InlineData("""nonsense""", null)]
    public async Task AnImpossibleKey_IsRefusedWithTheFieldNamed(string body, string? parameter)
    {
        await using var house = await CallerHouse.OpenAsync();

        var (status, problem) = await house.CallAsync(house.Operator, "POST", "/api/keys", body);

        Assert.Equal(400, status);
        Assert.Equal("invalid_request", Text(problem, "code"));
        if (parameter is not null)
        {
            Assert.Equal(parameter, Text(problem, "parameter"));
        }

        Assert.Empty(await house.KeyReader.ListAsync(house.Operator.OrganizationId, new KeyFilter(), new(Guid.AllBitsSet, 10), Ct));
    }

    [Theory]
    [InlineData("PATCH", "/api/keys/{id}")]
    [InlineData("POST", "/api/keys/{id}/rotate")]
    [InlineData("GET", "/api/keys/{id}")]
    [InlineData("DELETE", "/api/keys/{id}")]
    public async Task AnIdThatIsNone_IsNotFound(string method, string pattern)
    {
        await using var house = await CallerHouse.OpenAsync();

        Assert.Equal(404, (await house.CallAsync(house.Operator, method, pattern, "{}", "not-an-id")).Status);
    }

    [Fact]
    public async Task ANewPinnedAgentAndTeam_AreTakenOver()
    {
        await using var house = await CallerHouse.OpenAsync();
        await house.CallAsync(house.Operator, "POST", "/api/teams", """{"name":"red"}""");
        var made = await house.KeyAsync("me");

        var (status, changed) = await house.CallAsync(house.Operator, "PATCH", "/api/keys/{id}", """{"pinned_agent":"bot","team":"red","name":"us"}""", made.Key.Id.ToString());

        Assert.Equal(200, status);
        Assert.Equal(("bot", "red", "us"), (Text(changed, "pinned_agent"), Text(changed, "team"), Text(changed, "name")));
        var caller = (await house.SignInAsync(made.Secret!)).Value.Caller;
        Assert.True(caller.Agents.ContainsKey("bot"));
        Assert.Equal("red", caller.TeamName);
    }

    [Fact]
    public async Task ANameThatALiveKeyHas_IsAConflict_AndFreeAgainAfterRevocation()
    {
        await using var house = await CallerHouse.OpenAsync();
        var first = await house.KeyAsync("me");

        var (taken, _) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"me"}""");
        var (revoked, _) = await house.CallAsync(house.Operator, "DELETE", "/api/keys/{id}", id: first.Key.Id.ToString());
        var (again, _) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"me"}""");
        var (twice, _) = await house.CallAsync(house.Operator, "DELETE", "/api/keys/{id}", id: first.Key.Id.ToString());

        Assert.Equal((409, 204, 201, 404), (taken, revoked, again, twice));
    }

    [Fact]
    public async Task TheSameHash_CannotBeImportedTwice()
    {
        await using var house = await CallerHouse.OpenAsync();
        var hash = Convert.ToHexStringLower(SHA256.HashData("sk-old"u8));

        var (first, made) = await house.CallAsync(house.Operator, "POST", "/api/keys", $$"""{"name":"a","sha256":"{{hash}}"}""");
        var (second, _) = await house.CallAsync(house.Operator, "POST", "/api/keys", $$"""{"name":"b","sha256":"{{hash}}"}""");

        Assert.Equal((201, 409), (first, second));
        Assert.False(made.TryGetProperty("key", out _));
        Assert.Null((await house.SignInAsync("sk-old")).Refusal);
    }

    [Fact]
    public async Task AUserAndAnAgentOfOneName_MustBeToldApart()
    {
        await using var house = await CallerHouse.OpenAsync();
        await house.CallAsync(house.Operator, "POST", "/api/users", """{"name":"sam"}""");
        await house.CallAsync(house.Operator, "POST", "/api/agents", """{"name":"sam"}""");

        var (unclear, problem) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"a","principal":"sam"}""");
        var (clear, made) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"a","principal":"sam","principal_kind":"user"}""");

        Assert.Equal((400, 201), (unclear, clear));
        Assert.Equal("principal_kind", Text(problem, "parameter"));
        Assert.Equal("user", Text(made, "principal_kind"));
    }

    [Fact]
    public async Task AChange_IsInForceAtOnce_AndLeavesTheRestAsItWas()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync(new NewKey("me") { Models = ["gpt-*"], PinnedAgent = "bot", ExpiresAt = house.Clock.GetUtcNow().AddDays(1) });
        await house.SignInAsync(made.Secret!);
        var id = made.Key.Id.ToString();

        var (status, changed) = await house.CallAsync(house.Operator, "PATCH", "/api/keys/{id}", """{"models":["claude-*"],"pinned_agent":null,"expires_at":null}""", id);

        Assert.Equal(200, status);
        Assert.Equal("me", Text(changed, "name"));
        var caller = (await house.SignInAsync(made.Secret!)).Value.Caller;
        Assert.Equal(["claude-*"], caller.Models);
        Assert.Null(caller.PinnedAgent);
        Assert.Null(caller.ExpiresAt);
    }

    [Fact]
    public async Task AKey_CanBeSwitchedOffAndOn()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");
        var id = made.Key.Id.ToString();

        var (_, off) = await house.CallAsync(house.Operator, "PATCH", "/api/keys/{id}", """{"disabled":true}""", id);
        var refused = await house.SignInAsync(made.Secret!);
        var (_, on) = await house.CallAsync(house.Operator, "PATCH", "/api/keys/{id}", """{"disabled":false}""", id);

        Assert.Equal(("disabled", "active"), (Text(off, "status"), Text(on, "status")));
        Assert.Equal(RefusalCode.KeyRevoked, refused.Refusal?.Code);
        Assert.Null((await house.SignInAsync(made.Secret!)).Refusal);
    }

    [Theory]
    [InlineData("""{"name":" "}""", 400)]
    [InlineData("""{"name":"taken"}""", 409)]
    [InlineData("""{"team":"nowhere"}""", 400)]
    [InlineData("""{"models":["  "]}""", 400)]
    [InlineData("""{"expires_at":7}""", 400)]
    [InlineData("""{"expires_at":"2020-01-01T00:00:00Z"}""", 400)]
    [InlineData("""{"pinned_agent":7}""", 400)]
    [InlineData("""{"role":"admin"}""", 400)]
    public async Task AnImpossibleChange_IsRefused(string body, int expected)
    {
        await using var house = await CallerHouse.OpenAsync();
        await house.KeyAsync("taken");
        var made = await house.KeyAsync("me");

        var (status, _) = await house.CallAsync(house.Operator, "PATCH", "/api/keys/{id}", body, made.Key.Id.ToString());

        Assert.Equal(expected, status);
        var after = await house.KeyReader.FindAsync(house.Operator.OrganizationId, made.Key.Id, Ct);
        Assert.Equal(KeyReply.Write(made.Key), KeyReply.Write(after!));
    }

    [Fact]
    public async Task ARevokedKey_CannotBeChangedOrRotated()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");
        await house.Keys.RevokeAsync(house.Operator, made.Key.Id, Ct);

        var (changed, _) = await house.CallAsync(house.Operator, "PATCH", "/api/keys/{id}", """{"disabled":false}""", made.Key.Id.ToString());
        var (rotated, _) = await house.CallAsync(house.Operator, "POST", "/api/keys/{id}/rotate", "{}", made.Key.Id.ToString());

        Assert.Equal((409, 409), (changed, rotated));
    }

    [Theory]
    [InlineData("""{"overlap":"24h"}""", 24)]
    [InlineData("""{"overlap":"7d"}""", 168)]
    [InlineData("""{"overlap":"90m"}""", 1.5)]
    [InlineData("""{"overlap":"3600s"}""", 1)]
    public async Task Rotation_GivesANewKeyAndSaysHowLongTheOldOneLives(string body, double hours)
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");

        var (status, rotated) = await house.CallAsync(house.Operator, "POST", "/api/keys/{id}/rotate", body, made.Key.Id.ToString());

        Assert.Equal(200, status);
        Assert.NotEqual(made.Secret, Text(rotated, "key"));
        Assert.Equal(house.Clock.GetUtcNow().AddHours(hours), rotated.GetProperty("former_secret_ends_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task RotationWithoutABody_EndsTheOldSecretAtOnce()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");

        var (status, rotated) = await house.CallAsync(house.Operator, "POST", "/api/keys/{id}/rotate", null, made.Key.Id.ToString());

        Assert.Equal(200, status);
        Assert.NotNull((await house.SignInAsync(made.Secret!)).Refusal);
        Assert.Null((await house.SignInAsync(Text(rotated, "key")!)).Refusal);
    }

    [Theory]
    [InlineData("24")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("91d")]
    [InlineData("99999999999999d")]
    [InlineData("")]
    public async Task AnOddOverlap_IsRefused(string overlap)
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");

        var (status, problem) = await house.CallAsync(house.Operator, "POST", "/api/keys/{id}/rotate", $$"""{"overlap":"{{overlap}}"}""", made.Key.Id.ToString());

        Assert.Equal((400, "overlap"), (status, Text(problem, "parameter")));
    }

    [Fact]
    public async Task Lists_ArePagedNewestFirst_AndEveryKeyIsSeenOnce()
    {
        await using var house = await CallerHouse.OpenAsync();
        for (var i = 0; i < 7; i++)
        {
            house.Clock.Advance(TimeSpan.FromMilliseconds(2));
            await house.KeyAsync($"key-{i}");
        }

        var seen = new List<string>();
        var query = "?limit=3";
        while (query.Length > 0)
        {
            var (_, page) = await house.CallAsync(house.Operator, "GET", "/api/keys", query: query);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(key => Text(key, "name")!));
            query = page.TryGetProperty("next", out var next) ? $"?limit=3&cursor={next.GetString()}" : "";
        }

        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"key-{i}"), seen);
    }

    [Fact]
    public async Task Lists_AreFiltered()
    {
        await using var house = await CallerHouse.OpenAsync();
        await house.CallAsync(house.Operator, "POST", "/api/teams", """{"name":"red"}""");
        var red = await house.KeyAsync(new NewKey("in-red") { Team = "red", Principal = "anna" });
        var revoked = await house.KeyAsync("revoked");
        await house.KeyAsync(new NewKey("short") { ExpiresAt = house.Clock.GetUtcNow().AddSeconds(1) });
        await house.Keys.RevokeAsync(house.Operator, revoked.Key.Id, Ct);
        house.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["in-red"], await NamesAsync(house, ""));
        Assert.Equal(["in-red"], await NamesAsync(house, "?team=red"));
        Assert.Equal(["in-red"], await NamesAsync(house, $"?principal_id={red.Key.PrincipalId}"));
        Assert.Equal(["revoked"], await NamesAsync(house, "?all=true&name=revoked"));
        Assert.Equal(["in-red", "revoked", "short"], (await NamesAsync(house, "?all=true")).Order());
        Assert.Empty(await NamesAsync(house, "?team=default"));
    }

    [Theory]
    [InlineData("?limit=0", 400)]
    [InlineData("?limit=201", 400)]
    [InlineData("?cursor=x", 400)]
    [InlineData("?principal_id=x", 400)]
    [InlineData("?team=nowhere", 404)]
    public async Task OddFilters_AreRefused(string query, int expected)
    {
        await using var house = await CallerHouse.OpenAsync();

        Assert.Equal(expected, (await house.CallAsync(house.Operator, "GET", "/api/keys", query: query)).Status);
    }

    [Fact]
    public async Task Attachments_AreInPlaceBeforeTheKeyWorks()
    {
        CallerHouse? house = null;
        var stateDuring = "";
        var budget = new KeyAttachment(
            request => request.Budgets,
            value => value.GetArrayLength() > 1 ? new Refusal(RefusalCode.InvalidRequest, "Too many.") { Parameter = "budgets" } : null,
            async (by, key, _, ct) =>
            {
                var found = await house!.KeyReader.FindAsync(by.OrganizationId, key.Id, ct);
                stateDuring = found!.IsDisabled ? "off" : "on";
                return key.Name == "unlucky" ? new Refusal(RefusalCode.Conflict, "No.") : null;
            });
        house = await CallerHouse.OpenAsync(null, budget);
        await using var opened = house;

        var (wrong, _) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"wrong","budgets":[1,2]}""");
        var (made, reply) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"lucky","budgets":[1]}""");
        var (refused, _) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"unlucky","budgets":[1]}""");

        Assert.Equal((400, 201, 409), (wrong, made, refused));
        Assert.Equal("off", stateDuring);
        Assert.Null((await house.SignInAsync(Text(reply, "key")!)).Refusal);
        Assert.Equal(["lucky"], await NamesAsync(house, ""));
    }

    [Fact]
    public async Task ABudgetThatNobodyWouldAttach_IsNotLeftOutInSilence()
    {
        await using var house = await CallerHouse.OpenAsync();

        var (status, _) = await house.CallAsync(house.Operator, "POST", "/api/keys", """{"name":"me","budgets":[{}]}""");

        Assert.Equal(501, status);
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(CallerHouse house, string query)
    {
        var (status, page) = await house.CallAsync(house.Operator, "GET", "/api/keys", query: query);
        Assert.Equal(200, status);
        return [.. page.GetProperty("items").EnumerateArray().Select(key => Text(key, "name")!)];
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
