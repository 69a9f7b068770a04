using Tollgate.Api;
using Tollgate.Callers;
using Tollgate.Callers.Keys;
using Tollgate.Core;

namespace Tollgate.Tests.Callers;

public sealed class ApiCallerReaderTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("caller", ApiRight.Self)]
    [InlineData("viewer", ApiRight.Viewer)]
    [InlineData("admin", ApiRight.Admin)]
    [InlineData("operator", ApiRight.Operator)]
    public async Task ARole_ReachesItsOwnRightAndNoHigherOne(string role, ApiRight highest)
    {
        await using var house = await CallerHouse.OpenAsync();
        var key = role == "operator"
            ? (await house.Get<OperatorKey>().EnsureAsync(null, Ct)).Value!
            : (await house.KeyAsync(new NewKey("k") { Role = KeyWords.ReadRole(role) })).Secret!;

        foreach (var needed in Enum.GetValues<ApiRight>().Where(right => right != ApiRight.Public))
        {
            var read = await ReadAsync(house, needed, ("Authorization", "Bearer " + key));

            Assert.Equal(needed > highest ? RefusalCode.Forbidden : null, read.Refusal?.Code);
            Assert.True(read.IsRefused || read.Value.Right == highest);
        }
    }

    [Fact]
    public async Task WithoutAKey_OnlyPublicRoutesAnswer()
    {
        await using var house = await CallerHouse.OpenAsync();

        foreach (var needed in Enum.GetValues<ApiRight>())
        {
            var read = await ReadAsync(house, needed);

            Assert.Equal(needed == ApiRight.Public ? null : RefusalCode.Unauthorized, read.Refusal?.Code);
        }
    }

    [Fact]
    public async Task ARevokedKey_Gets403()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync(new NewKey("k") { Role = KeyRole.Admin });
        await house.Keys.RevokeAsync(house.Operator, made.Key.Id, Ct);

        var read = await ReadAsync(house, ApiRight.Viewer, ("x-api-key", made.Secret!));

        Assert.Equal(403, RefusalTable.Status(read.Refusal!, Dialect.OpenAI));
    }

    [Theory]
    [InlineData("other", true)]
    [InlineData("id", true)]
    [InlineData("nowhere", false)]
    public async Task TheOperator_NamesAnOrganization(string named, bool exists)
    {
        await using var house = await CallerHouse.OpenAsync();
        var other = await house.OtherOrganizationAsync();
        var key = (await house.Get<OperatorKey>().EnsureAsync(null, Ct)).Value!;
        var name = named == "id" ? other.OrganizationId.ToString() : named;

        var read = await ReadAsync(house, ApiRight.Admin, ("Authorization", "Bearer " + key), (ApiCallerReader.OrganizationHeader, name));

        Assert.Equal(exists ? null : RefusalCode.NotFound, read.Refusal?.Code);
        Assert.Equal(exists ? other.OrganizationId : null, read.Value?.OrganizationId);
    }

    [Fact]
    public async Task OthersMayNameOnlyTheirOwn()
    {
        await using var house = await CallerHouse.OpenAsync();
        var other = await house.OtherOrganizationAsync();
        var key = (await house.KeyAsync(new NewKey("k") { Role = KeyRole.Admin })).Secret!;

        var own = await ReadAsync(house, ApiRight.Admin, ("x-api-key", key), (ApiCallerReader.OrganizationHeader, "default"));
        var foreign = await ReadAsync(house, ApiRight.Admin, ("x-api-key", key), (ApiCallerReader.OrganizationHeader, "other"));
        var missing = await ReadAsync(house, ApiRight.Admin, ("x-api-key", key), (ApiCallerReader.OrganizationHeader, "nowhere"));

        Assert.Equal(house.Operator.OrganizationId, own.Value?.OrganizationId);
        Assert.NotEqual(other.OrganizationId, own.Value?.OrganizationId);
        Assert.Equal(RefusalCode.NotFound, foreign.Refusal?.Code);
        Assert.Equal(missing.Refusal, foreign.Refusal);
    }

    [Fact]
    public async Task TheOperatorsKey_CallsNoModels()
    {
        await using var house = await CallerHouse.OpenAsync();
        var key = (await house.Get<OperatorKey>().EnsureAsync(null, Ct)).Value!;

        Assert.Equal(RefusalCode.Forbidden, (await house.SignInAsync(key)).Refusal?.Code);
    }

    private static ValueTask<Outcome<ApiCaller>> ReadAsync(CallerHouse house, ApiRight needed, params (string Name, string Value)[] headers) =>
        house.Get<ApiCallerReader>().ReadAsync(CallerHouse.Request(headers), needed, Ct);
}
