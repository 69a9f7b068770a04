using Tollgate.Callers;

namespace Tollgate.Tests.Callers;

public sealed class AgentActivityTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnAgent_WasSeenWhenAnyOfItsLiveKeysWas()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync("bot");
        var activity = new AgentActivity(house.Database.Source, house.Clock);
        var never = await activity.SeenAsync(house.Operator.OrganizationId, DateTimeOffset.UnixEpoch, Ct);
        var at = house.Clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
        await house.Database.ScalarAsync($"update api_key set last_used_at = {at}");

        var seen = await activity.SeenAsync(house.Operator.OrganizationId, house.Clock.GetUtcNow(), Ct);
        var later = await activity.SeenAsync(house.Operator.OrganizationId, house.Clock.GetUtcNow().AddSeconds(1), Ct);
        var elsewhere = await activity.SeenAsync(Guid.AllBitsSet, DateTimeOffset.UnixEpoch, Ct);
        await house.Database.ScalarAsync("update api_key set revoked_at = 1");
        var ended = await activity.SeenAsync(house.Operator.OrganizationId, DateTimeOffset.UnixEpoch, Ct);

        Assert.Equal(house.Clock.GetUtcNow(), Assert.Single(seen).LastAt);
        Assert.Equal((0, 0, 0, 0), (never.Count, later.Count, elsewhere.Count, ended.Count));
        Assert.NotEqual(Guid.Empty, made.Key.Id);
    }
}
