using Tollgate.Core;
using Tollgate.Limits;
using Tollgate.TestKit;

namespace Tollgate.Tests.Limits;

public sealed class LimitStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task ALimit_IsInForceWhenItIsMade_ChangedAndDeleted()
    {
        await using var database = await TestDatabase.CreateAsync();
        var bench = new LimitBench();
        var store = new LimitStore(database.Source, bench.Keeper, bench.Clock);
        var made = (await store.CreateAsync(new NewLimit { OrganizationId = bench.Organization, Scope = LimitScope.Key, Target = bench.Call.KeyId.ToString(), TargetName = "me", Unit = LimitUnit.Requests, Limit = 1 }, None)).Value!;
        bench.Enter();
        var second = bench.Enter().IsRefused;

        await store.UpdateAsync(made with { Limit = 2 }, None);
        var third = bench.Enter().IsRefused;
        await store.DeleteAsync(bench.Organization, made.Id, None);

        Assert.StartsWith("me/requests-minute-", made.Name, StringComparison.Ordinal);
        Assert.Equal((true, false, false), (second, third, bench.Enter().IsRefused));
        Assert.Null(await store.GetAsync(bench.Organization, made.Id, None));
    }

    [Fact]
    public async Task ALimitOfAnotherOrganization_IsNotFound()
    {
        await using var database = await TestDatabase.CreateAsync();
        var bench = new LimitBench();
        var store = new LimitStore(database.Source, bench.Keeper, bench.Clock);
        var made = (await store.CreateAsync(new NewLimit { OrganizationId = bench.Organization, Scope = LimitScope.Organization, Unit = LimitUnit.Tokens, Per = LimitPer.Day, Limit = 1 }, None)).Value!;
        var other = Ids.New(bench.Clock);

        Assert.Null(await store.GetAsync(other, made.Id, None));
        Assert.False(await store.DeleteAsync(other, made.Id, None));
        Assert.Empty(await store.ListAsync(other, Guid.Empty, 10, None));
        Assert.Equal(made, await store.GetAsync(bench.Organization, made.Id, None));
    }

    [Theory]
    [InlineData(LimitScope.Key, "x", LimitUnit.Requests, LimitPer.Minute, 1, "target")]
    [InlineData(LimitScope.Organization, "x", LimitUnit.Requests, LimitPer.Minute, 1, "target")]
    [InlineData(LimitScope.Agent, "", LimitUnit.Requests, LimitPer.Minute, 1, "target")]
    [InlineData(LimitScope.Agent, "a", LimitUnit.Requests, LimitPer.Minute, 0, "limit")]
    [InlineData(LimitScope.Agent, "a", LimitUnit.Parallel, LimitPer.Minute, 1, "per")]
    [InlineData(LimitScope.Agent, "a", LimitUnit.Requests, LimitPer.Once, 1, "per")]
    public async Task AWrongLimit_IsRefusedByTheNameOfItsField(LimitScope scope, string target, LimitUnit unit, LimitPer per, long amount, string field)
    {
        await using var database = await TestDatabase.CreateAsync();
        var bench = new LimitBench();
        var store = new LimitStore(database.Source, bench.Keeper, bench.Clock);

        var refused = await store.CreateAsync(new NewLimit { OrganizationId = bench.Organization, Scope = scope, Target = target, Unit = unit, Per = per, Limit = amount }, None);

        Assert.Equal(field, refused.Refusal!.Parameter);
    }

    [Fact]
    public async Task ANameThatIsTaken_IsAConflict()
    {
        await using var database = await TestDatabase.CreateAsync();
        var bench = new LimitBench();
        var store = new LimitStore(database.Source, bench.Keeper, bench.Clock);
        var wish = new NewLimit { OrganizationId = bench.Organization, Name = "all", Scope = LimitScope.Organization, Unit = LimitUnit.Parallel, Limit = 1 };
        await store.CreateAsync(wish, None);

        Assert.Equal(RefusalCode.Conflict, (await store.CreateAsync(wish, None)).Refusal!.Code);
    }
}
