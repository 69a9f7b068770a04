using System.Runtime.Versioning;
using Tollgate.Callers;

namespace Tollgate.Tests.Callers;

[UnsupportedOSPlatform("windows")]
public sealed class OperatorKeyTests
{
    private const string Configured = "an admin key of the owner's own";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheFirstStart_MakesAKeyForItsOwnerAlone_AndTheNextOneNone()
    {
        await using var house = await CallerHouse.OpenAsync();
        var keys = house.Get<OperatorKey>();

        var first = await keys.EnsureAsync("", Ct);
        var second = await keys.EnsureAsync(null, Ct);

        Assert.StartsWith("tga-", first.Value, StringComparison.Ordinal);
        Assert.Equal("", second.Value);
        Assert.Equal(first.Value, (await File.ReadAllTextAsync(keys.Path, Ct)).Trim());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(keys.Path));
        Assert.True(await WorksAsync(house, first.Value!));
    }

    [Fact]
    public async Task AConfiguredKey_ReplacesTheStoredOne_AndTheFileOfTheOldOneIsGone()
    {
        await using var house = await CallerHouse.OpenAsync();
        var keys = house.Get<OperatorKey>();
        var made = (await keys.EnsureAsync(null, Ct)).Value!;
        Assert.True(await WorksAsync(house, made));

        await keys.EnsureAsync(Configured, Ct);
        await keys.EnsureAsync(Configured, Ct);

        Assert.False(await WorksAsync(house, made));
        Assert.True(await WorksAsync(house, Configured));
        Assert.False(File.Exists(keys.Path));
    }

    [Fact]
    public async Task AReset_MakesTheOldKeyDeadAtOnce()
    {
        await using var house = await CallerHouse.OpenAsync();
        var keys = house.Get<OperatorKey>();
        var old = (await keys.EnsureAsync(null, Ct)).Value!;
        Assert.True(await WorksAsync(house, old));

        var made = await keys.ResetAsync(Ct);

        Assert.False(await WorksAsync(house, old));
        Assert.True(await WorksAsync(house, made));
        Assert.Equal(made, (await File.ReadAllTextAsync(keys.Path, Ct)).Trim());
    }

    [Theory]
    [InlineData("short")]
    [InlineData("tga-looks-like-a-tollgate-key")]
    public async Task AWeakOrBrokenConfiguredKey_IsRefused(string configured)
    {
        await using var house = await CallerHouse.OpenAsync();

        var ensured = await house.Get<OperatorKey>().EnsureAsync(configured, Ct);

        Assert.Equal("admin_key", ensured.Refusal?.Parameter);
    }

    private static async Task<bool> WorksAsync(CallerHouse house, string key)
    {
        var identified = await house.Directory.IdentifyAsync(CallerHouse.Request(("Authorization", "Bearer " + key)), Ct);
        return !identified.IsRefused && identified.Value.Caller.Role == KeyRole.Operator;
    }
}
