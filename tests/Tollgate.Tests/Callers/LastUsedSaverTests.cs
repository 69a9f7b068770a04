using Microsoft.Extensions.Hosting;
using Tollgate.Callers.SignIn;

namespace Tollgate.Tests.Callers;

public sealed class LastUsedSaverTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheEndOfTheProcess_SavesWhatWasUsed()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");
        await house.SignInAsync(made.Secret!);
        var saver = (LastUsedSaver)house.Get<IHostedService>();
        await saver.StartAsync(Ct);

        await saver.StopAsync(Ct);

        Assert.Equal(house.Clock.GetUtcNow(), (await house.KeyReader.FindAsync(house.Operator.OrganizationId, made.Key.Id, Ct))!.LastUsedAt);
    }

    [Fact]
    public async Task EachMinute_SavesWhatWasUsed()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");
        await house.SignInAsync(made.Secret!);
        var used = house.Clock.GetUtcNow();
        var saver = (LastUsedSaver)house.Get<IHostedService>();
        await saver.StartAsync(Ct);

        DateTimeOffset? saved = null;
        for (var i = 0; saved is null && i < 500; i++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10, Ct);
            saved = (await house.KeyReader.FindAsync(house.Operator.OrganizationId, made.Key.Id, Ct))!.LastUsedAt;
        }

        await saver.StopAsync(Ct);
        Assert.Equal(used, saved);
    }

    [Fact]
    public async Task ADatabaseThatIsAway_StopsNothing()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("me");
        await house.SignInAsync(made.Secret!);
        await house.Database.ScalarAsync("pragma query_only = on");
        var saver = (LastUsedSaver)house.Get<IHostedService>();
        await saver.StartAsync(Ct);

        await saver.StopAsync(Ct);

        Assert.Null((await house.SignInAsync(made.Secret!)).Refusal);
    }
}
