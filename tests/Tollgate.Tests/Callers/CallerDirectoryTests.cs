using System.Security.Cryptography;
using System.Text;
using Tollgate.Callers;
using Tollgate.Callers.Keys;
using Tollgate.Callers.SignIn;
using Tollgate.Core;

namespace Tollgate.Tests.Callers;

public sealed class CallerDirectoryTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "bearer  ")]
    [InlineData("x-api-key", "")]
    [InlineData("x-goog-api-key", "")]
    [InlineData("api-key", "")]
    [InlineData("x-tollgate-api-key", "")]
    [InlineData("?key", "")]
    public async Task AKey_SignsInThroughEachPlaceThatClientsUse(string header, string before)
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");

        var signedIn = await house.SignInAsync((header, before + made.Secret));

        Assert.Null(signedIn.Refusal);
        Assert.Equal(made.Key.Id, signedIn.Value.Caller.KeyId);
        Assert.Equal("default", signedIn.Value.Caller.OrganizationName);
        Assert.Equal("default", signedIn.Value.Caller.TeamName);
        Assert.Equal("me", signedIn.Value.Caller.PrincipalName);
        Assert.Equal(PrincipalKind.Agent, signedIn.Value.Caller.Kind);
        Assert.False(signedIn.Value.HasClientCredentials);
    }

    [Fact]
    public async Task NoCredential_IsUnauthorized()
    {
        await using var house = await CallerHouse.OpenAsync();

        var signedIn = await house.SignInAsync();

        Assert.Equal(RefusalCode.Unauthorized, signedIn.Refusal!.Code);
    }

    [Fact]
    public async Task UnknownAndMalformedKeys_GetTheSameAnswer()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");
        using var random = RandomNumberGenerator.Create();

        var unknown = await house.SignInAsync(GatewayKey.Create(false, random));
        var malformed = await house.SignInAsync(made.Secret![..^1]);
        var foreign = await house.SignInAsync("sk-something-else");

        Assert.Equal(unknown.Refusal, malformed.Refusal);
        Assert.Equal(unknown.Refusal, foreign.Refusal);
        Assert.Equal(RefusalCode.Unauthorized, unknown.Refusal!.Code);
    }

    [Fact]
    public async Task TwoDifferentGatewayKeys_AreUnauthorized_InEveryPairOfPlaces()
    {
        await using var house = await CallerHouse.OpenAsync();
        var one = (await house.KeyAsync("one")).Secret!;
        var two = (await house.KeyAsync("two")).Secret!;
        string[] places = ["Authorization", "x-api-key", "x-goog-api-key", "api-key", "x-tollgate-api-key", "?key"];
        foreach (var first in places)
        {
            foreach (var second in places.Where(place => place != first))
            {
                var signedIn = await house.SignInAsync((first, Place(first, one)), (second, Place(second, two)));

                Assert.Equal(RefusalCode.Unauthorized, signedIn.Refusal?.Code);
            }
        }
    }

    [Fact]
    public async Task TheSameKeyTwice_IsOneKey()
    {
        await using var house = await CallerHouse.OpenAsync();
        var key = (await house.KeyAsync("one")).Secret!;

        var signedIn = await house.SignInAsync(("Authorization", "Bearer " + key), ("x-api-key", key), ("x-tollgate-api-key", key));

        Assert.Null(signedIn.Refusal);
        Assert.False(signedIn.Value.HasClientCredentials);
    }

    [Fact]
    public async Task TheGatewaysOwnHeader_LeavesTheClientsAuthorizationForTheProvider()
    {
        await using var house = await CallerHouse.OpenAsync();
        var key = (await house.KeyAsync("one")).Secret!;

        var signedIn = await house.SignInAsync(("x-tollgate-api-key", key), ("Authorization", "Bearer sk-ant-oat01-of-the-client"));

        Assert.Null(signedIn.Refusal);
        Assert.True(signedIn.Value.HasClientCredentials);
    }

    [Fact]
    public async Task ClientCredentials_AreNotForwarded_WhenTheyHoldAGatewayKeyOrAreTwo()
    {
        await using var house = await CallerHouse.OpenAsync();
        var key = (await house.KeyAsync("one")).Secret!;

        var bare = await house.SignInAsync(("x-tollgate-api-key", key), ("Authorization", key));
        var twice = await house.SignInAsync(("x-tollgate-api-key", key), ("Authorization", "Bearer sk-ant"), ("Authorization", "Bearer " + key));

        var second = await house.SignInAsync(("x-tollgate-api-key", key), ("Authorization", $"Bearer sk-ant, Bearer {key}"));
        var basic = await house.SignInAsync(("x-tollgate-api-key", key), ("Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("user:" + key))));
        var inside = await house.SignInAsync(("x-tollgate-api-key", key), ("Authorization", $"Token a{key}b"));
        var others = await house.SignInAsync(("x-tollgate-api-key", key), ("Authorization", "Basic " + Convert.ToBase64String("user:word"u8)));

        Assert.False(bare.Value.HasClientCredentials);
        Assert.False(twice.Value.HasClientCredentials);
        Assert.False(second.Value.HasClientCredentials);
        Assert.False(basic.Value.HasClientCredentials);
        Assert.False(inside.Value.HasClientCredentials);
        Assert.True(others.Value.HasClientCredentials);
    }

    [Theory]
    [InlineData("KEY")]
    [InlineData("Token KEY")]
    [InlineData("Bearer KEY")]
    [InlineData("Basic user:KEY")]
    [InlineData("Basic KEY:")]
    [InlineData("Basic KEY")]
    public async Task AnImportedKeyInsideClientCredentials_IsRecognised_AndNeverForwarded(string authorization)
    {
        await using var house = await CallerHouse.OpenAsync();
        const string imported = "sk-of-an-earlier-gateway-0123456789";
        Assert.True(KeyHash.TryOf(imported, out var hash));
        await house.KeyAsync(new NewKey("imported") { Import = hash });
        var other = (await house.KeyAsync("other")).Secret!;
        var value = authorization.Replace("KEY", imported, StringComparison.Ordinal);
        if (value.StartsWith("Basic ", StringComparison.Ordinal))
        {
            value = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(value["Basic ".Length..]));
        }

        var own = await house.SignInAsync(("x-tollgate-api-key", imported), ("Authorization", value));
        var second = await house.SignInAsync(("x-tollgate-api-key", other), ("Authorization", value));

        Assert.Null(own.Refusal);
        Assert.False(own.Value.HasClientCredentials);
        Assert.Equal(RefusalCode.Unauthorized, second.Refusal?.Code);
    }

    [Fact]
    public async Task AForeignCredentialBesideAKey_IsNoFault_ButABrokenGatewayKeyIs()
    {
        await using var house = await CallerHouse.OpenAsync();
        var key = (await house.KeyAsync("one")).Secret!;

        var foreign = await house.SignInAsync(("Authorization", "Bearer dummy"), ("x-api-key", key));
        var broken = await house.SignInAsync(("Authorization", "Bearer tg-broken"), ("x-api-key", key));

        Assert.Null(foreign.Refusal);
        Assert.Equal(RefusalCode.Unauthorized, broken.Refusal!.Code);
    }

    [Fact]
    public async Task TheGatewaysOwnHeader_MustItselfBeTheKey()
    {
        await using var house = await CallerHouse.OpenAsync();
        var key = (await house.KeyAsync("one")).Secret!;

        var signedIn = await house.SignInAsync(("x-tollgate-api-key", "something"), ("Authorization", "Bearer " + key));

        Assert.Equal(RefusalCode.Unauthorized, signedIn.Refusal!.Code);
    }

    [Fact]
    public async Task AnImportedKey_SignsInByItsHashAlone()
    {
        await using var house = await CallerHouse.OpenAsync();
        var existing = "sk-litellm-0123456789";
        Assert.True(KeyHash.TryParse(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(existing))), out var hash));

        var made = await house.KeyAsync(new NewKey("moved") { Import = hash });
        var signedIn = await house.SignInAsync(existing);

        Assert.Null(made.Secret);
        Assert.Equal(made.Key.Id, signedIn.Value.Caller.KeyId);
    }

    [Fact]
    public async Task ARevokedKey_IsDeadWithTheNextRequest()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");
        Assert.Null((await house.SignInAsync(made.Secret!)).Refusal);

        Assert.True(await house.Keys.RevokeAsync(house.Operator, made.Key.Id, Ct));

        Assert.Equal(RefusalCode.KeyRevoked, (await house.SignInAsync(made.Secret!)).Refusal?.Code);
    }

    [Fact]
    public async Task AnExpiredKey_IsRefusedFromTheVeryInstant()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync(new NewKey("me") { ExpiresAt = house.Clock.GetUtcNow().AddHours(8) });
        Assert.Null((await house.SignInAsync(made.Secret!)).Refusal);

        house.Clock.Advance(TimeSpan.FromHours(8) - TimeSpan.FromMilliseconds(1));
        Assert.Null((await house.SignInAsync(made.Secret!)).Refusal);
        house.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(RefusalCode.KeyRevoked, (await house.SignInAsync(made.Secret!)).Refusal?.Code);
    }

    [Fact]
    public async Task ARotatedKey_WorksWithBothSecretsUntilTheOverlapEnds()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");

        var rotated = await house.Keys.RotateAsync(house.Operator, made.Key.Id, TimeSpan.FromHours(24), Ct);

        Assert.Equal(made.Key.Id, (await house.SignInAsync(made.Secret!)).Value.Caller?.KeyId);
        Assert.Equal(made.Key.Id, (await house.SignInAsync(rotated.Value!.Secret!)).Value.Caller?.KeyId);
        house.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(RefusalCode.KeyRevoked, (await house.SignInAsync(made.Secret!)).Refusal?.Code);
        Assert.Null((await house.SignInAsync(rotated.Value.Secret!)).Refusal);
    }

    [Fact]
    public async Task Revocation_KillsEverySecretOfARotatedKey()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");
        var rotated = await house.Keys.RotateAsync(house.Operator, made.Key.Id, TimeSpan.FromHours(24), Ct);

        await house.Keys.RevokeAsync(house.Operator, made.Key.Id, Ct);

        Assert.NotNull((await house.SignInAsync(made.Secret!)).Refusal);
        Assert.NotNull((await house.SignInAsync(rotated.Value!.Secret!)).Refusal);
    }

    [Fact]
    public async Task Viewers_CallNoModels()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync(new NewKey("eyes") { Role = KeyRole.Viewer });

        Assert.Equal(RefusalCode.Forbidden, (await house.SignInAsync(made.Secret!)).Refusal?.Code);
    }

    [Fact]
    public async Task FailedSignIns_AreLimitedPerAddress_AndKnownClientsOfTheAddressGoOn()
    {
        await using var house = await CallerHouse.OpenAsync(new CallerOptions { FailedSignInsPerMinute = 3 });
        var familiar = (await house.KeyAsync("familiar")).Secret!;
        var stranger = (await house.KeyAsync("stranger")).Secret!;
        Assert.Null((await house.SignInAsync(familiar)).Refusal);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(RefusalCode.Unauthorized, (await house.SignInAsync($"wrong-{i}")).Refusal?.Code);
        }

        var fourth = await house.SignInAsync("wrong-4");

        Assert.Equal(RefusalCode.RateLimited, fourth.Refusal?.Code);
        Assert.InRange(fourth.Refusal!.RetryAfter!.Value, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(60));
        Assert.Equal(RefusalCode.RateLimited, (await house.SignInAsync(stranger)).Refusal?.Code);
        Assert.Null((await house.SignInAsync(familiar)).Refusal);
        Assert.Null((await house.SignInAsync(stranger, "192.0.2.2")).Refusal);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await house.SignInAsync(stranger)).Refusal);
    }

    [Fact]
    public async Task MoreCredentialsThanAnyClientSends_AreUnauthorized()
    {
        await using var house = await CallerHouse.OpenAsync();
        var key = (await house.KeyAsync("one")).Secret!;
        var many = Enumerable.Range(0, CredentialList.Most).Select(i => ("x-api-key", $"other-{i}"));

        var signedIn = await house.SignInAsync([("Authorization", "Bearer " + key), .. many]);

        Assert.Equal(RefusalCode.Unauthorized, signedIn.Refusal?.Code);
    }

    [Fact]
    public async Task EmptyCredentials_AreNone()
    {
        await using var house = await CallerHouse.OpenAsync();

        var signedIn = await house.SignInAsync(("Authorization", "Bearer "), ("x-api-key", ""), ("?key", " "));

        Assert.Equal(SignInRefusals.Missing, signedIn.Refusal);
    }

    [Fact]
    public async Task WhenTheDatabaseIsAway_KnownKeysGoOn_AndOthersAreAskedToWait()
    {
        await using var house = await CallerHouse.OpenAsync();
        var known = (await house.KeyAsync("known")).Secret!;
        var other = (await house.KeyAsync("other")).Secret!;
        await house.SignInAsync(known);
        await house.Database.ScalarAsync("alter table api_key_secret rename to elsewhere");

        var waiting = await house.SignInAsync(other);

        Assert.Equal(RefusalCode.NotReady, waiting.Refusal?.Code);
        Assert.Null((await house.SignInAsync(known)).Refusal);
    }

    [Fact]
    public async Task MoreKeysThanMemoryHolds_StillSignIn()
    {
        await using var house = await CallerHouse.OpenAsync(new CallerOptions { MaxCachedCallers = 1, MaxCachedUnknownKeys = 1, FailedSignInsPerMinute = 0 });
        var keys = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            keys.Add((await house.KeyAsync($"key-{i}")).Secret!);
        }

        for (var round = 0; round < 2; round++)
        {
            foreach (var key in keys)
            {
                Assert.Null((await house.SignInAsync(key)).Refusal);
                Assert.Equal(RefusalCode.Unauthorized, (await house.SignInAsync("not-" + key)).Refusal?.Code);
            }
        }
    }

    [Fact]
    public async Task AKeyThatWasUnknown_WorksOnceItIsImported()
    {
        await using var house = await CallerHouse.OpenAsync();
        var existing = "sk-from-elsewhere";
        Assert.Equal(RefusalCode.Unauthorized, (await house.SignInAsync(existing)).Refusal?.Code);
        Assert.True(KeyHash.TryOf(existing, out var hash));

        await house.KeyAsync(new NewKey("moved") { Import = hash });

        Assert.Null((await house.SignInAsync(existing)).Refusal);
    }

    [Fact]
    public async Task SigningInAgain_AllocatesNothing()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");
        var http = CallerHouse.Request(("Authorization", $"Bearer {made.Secret}"));
        for (var i = 0; i < 100; i++)
        {
            Assert.Null((await house.Directory.AuthenticateAsync(http, Ct)).Refusal);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            var signedIn = house.Directory.AuthenticateAsync(http, Ct);
            Assert.True(signedIn.IsCompletedSuccessfully);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task ManyCallsWhileAKeyIsRevoked_NoneStartedAfterwardsGetsIn()
    {
        await using var house = await CallerHouse.OpenAsync();
        for (var round = 0; round < 20; round++)
        {
            var made = await house.KeyAsync($"key-{round}");
            var isRevoked = 0;
            var late = 0;
            var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(
                async () =>
                {
                    for (var i = 0; i < 200; i++)
                    {
                        var wasRevoked = Volatile.Read(ref isRevoked) == 1;
                        var signedIn = await house.SignInAsync(made.Secret!);
                        if (wasRevoked && !signedIn.IsRefused)
                        {
                            Interlocked.Increment(ref late);
                        }
                    }
                },
                Ct)).ToArray();
            await house.Keys.RevokeAsync(house.Operator, made.Key.Id, Ct);
            Volatile.Write(ref isRevoked, 1);
            await Task.WhenAll(callers);

            Assert.Equal(0, late);
            Assert.NotNull((await house.SignInAsync(made.Secret!)).Refusal);
        }
    }

    [Fact]
    public async Task LastUse_IsSaved_AlsoWhenAChangeCameBetween()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");
        await house.SignInAsync(made.Secret!);
        var used = house.Clock.GetUtcNow();
        await house.KeyAsync("another");
        house.Clock.Advance(TimeSpan.FromSeconds(5));

        await house.Directory.SaveLastUsedAsync(Ct);

        var saved = await house.KeyReader.FindAsync(house.Operator.OrganizationId, made.Key.Id, Ct);
        Assert.Equal(used, saved!.LastUsedAt);
    }

    private static string Place(string header, string key) => header == "Authorization" ? "Bearer " + key : key;
}
