using System.Text.Json;
using Tollgate.Callers.Keys;
using Tollgate.Core;

namespace Tollgate.Tests.Callers;

public sealed class PeopleEndpointTests
{
    [Theory]
    [InlineData("/api/teams", """{"name":"renamed"}""")]
    [InlineData("/api/users", """{"name":"renamed","disabled":false}""")]
    [InlineData("/api/agents", """{"name":"renamed","team":"default"}""")]
    [InlineData("/api/organizations", """{"name":"renamed","disabled":true}""")]
    public async Task EachKind_IsMadeShownListedChangedAndDeleted(string path, string change)
    {
        await using var house = await CallerHouse.OpenAsync();

        var (made, thing) = await house.CallAsync(house.Operator, "POST", path, """{"name":"thing"}""");
        var id = thing.GetProperty("id").GetString();
        var (again, _) = await house.CallAsync(house.Operator, "POST", path, """{"name":"thing"}""");
        var (shown, one) = await house.CallAsync(house.Operator, "GET", path + "/{id}", id: id);
        var (_, list) = await house.CallAsync(house.Operator, "GET", path);
        var (changed, renamed) = await house.CallAsync(house.Operator, "PATCH", path + "/{id}", change, id);
        var (deleted, _) = await house.CallAsync(house.Operator, "DELETE", path + "/{id}", id: id);
        var (gone, _) = await house.CallAsync(house.Operator, "GET", path + "/{id}", id: id);
        var (anew, _) = await house.CallAsync(house.Operator, "POST", path, """{"name":"renamed"}""");

        Assert.Equal((201, 409, 200, 200, 204, 404, 201), (made, again, shown, changed, deleted, gone, anew));
        Assert.Equal("thing", one.GetProperty("name").GetString());
        Assert.Contains("thing", Names(list));
        Assert.Equal("renamed", renamed.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("/api/teams")]
    [InlineData("/api/users")]
    [InlineData("/api/agents")]
    [InlineData("/api/organizations")]
    public async Task NamesAreChecked_AndTakenOnesRefused_AndOddIdsNotFound(string path)
    {
        await using var house = await CallerHouse.OpenAsync();
        await house.CallAsync(house.Operator, "POST", path, """{"name":"taken"}""");
        var (_, thing) = await house.CallAsync(house.Operator, "POST", path, """{"name":"thing"}""");
        var id = thing.GetProperty("id").GetString();

        Assert.Equal(400, (await house.CallAsync(house.Operator, "POST", path, """{"name":" "}""")).Status);
        Assert.Equal(400, (await house.CallAsync(house.Operator, "POST", path, """{"nome":"x"}""")).Status);
        Assert.Equal(400, (await house.CallAsync(house.Operator, "PATCH", path + "/{id}", """{"name":""}""", id)).Status);
        Assert.Equal(400, (await house.CallAsync(house.Operator, "PATCH", path + "/{id}", "nonsense", id)).Status);
        Assert.Equal(409, (await house.CallAsync(house.Operator, "PATCH", path + "/{id}", """{"name":"taken"}""", id)).Status);
        Assert.Equal(400, (await house.CallAsync(house.Operator, "GET", path, query: "?limit=x")).Status);
        foreach (var odd in new[] { "x", Guid.Empty.ToString() })
        {
            Assert.Equal(404, (await house.CallAsync(house.Operator, "GET", path + "/{id}", id: odd)).Status);
            Assert.Equal(404, (await house.CallAsync(house.Operator, "PATCH", path + "/{id}", """{"name":"y"}""", odd)).Status);
            Assert.Equal(404, (await house.CallAsync(house.Operator, "DELETE", path + "/{id}", id: odd)).Status);
        }
    }

    [Fact]
    public async Task DeletingAPerson_RevokesItsKeys()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync(new NewKey("k") { Principal = "bot" });

        await house.CallAsync(house.Operator, "DELETE", "/api/agents/{id}", id: made.Key.PrincipalId.ToString());

        Assert.Equal(RefusalCode.KeyRevoked, (await house.SignInAsync(made.Secret!)).Refusal?.Code);
    }

    [Fact]
    public async Task SwitchingAPersonOff_SwitchesItsKeysOff()
    {
        await using var house = await CallerHouse.OpenAsync();
        var made = await house.KeyAsync(new NewKey("k") { Principal = "bot" });
        await house.SignInAsync(made.Secret!);

        await house.CallAsync(house.Operator, "PATCH", "/api/agents/{id}", """{"disabled":true}""", made.Key.PrincipalId.ToString());

        Assert.Equal(RefusalCode.KeyRevoked, (await house.SignInAsync(made.Secret!)).Refusal?.Code);
    }

    [Theory]
    [InlineData("DELETE", null)]
    [InlineData("PATCH", """{"disabled":true}""")]
    public async Task EndingAnOrganization_EndsItsKeys(string method, string? body)
    {
        await using var house = await CallerHouse.OpenAsync();
        var other = await house.OtherOrganizationAsync();
        var made = await house.KeyAsync("k", other);
        Assert.Null((await house.SignInAsync(made.Secret!)).Refusal);

        await house.CallAsync(house.Operator, method, "/api/organizations/{id}", body, other.OrganizationId.ToString());

        Assert.Equal(RefusalCode.KeyRevoked, (await house.SignInAsync(made.Secret!)).Refusal?.Code);
    }

    [Fact]
    public async Task TheDefaultOrganizationAndTeam_StayAndSoDoTeamsWithMembers()
    {
        await using var house = await CallerHouse.OpenAsync();
        await house.CallAsync(house.Operator, "POST", "/api/teams", """{"name":"red"}""");
        await house.CallAsync(house.Operator, "POST", "/api/users", """{"name":"anna","team":"red"}""");
        var (_, teams) = await house.CallAsync(house.Operator, "GET", "/api/teams");

        foreach (var team in teams.GetProperty("items").EnumerateArray())
        {
            Assert.Equal(409, (await house.CallAsync(house.Operator, "DELETE", "/api/teams/{id}", id: team.GetProperty("id").GetString())).Status);
        }

        Assert.Equal(409, (await house.CallAsync(house.Operator, "DELETE", "/api/organizations/{id}", id: house.Operator.OrganizationId.ToString())).Status);
    }

    [Fact]
    public async Task PeopleAreListedByTeam_AndMovedBetweenTeams()
    {
        await using var house = await CallerHouse.OpenAsync();
        await house.CallAsync(house.Operator, "POST", "/api/teams", """{"name":"red"}""");
        var (_, anna) = await house.CallAsync(house.Operator, "POST", "/api/users", """{"name":"anna"}""");
        await house.CallAsync(house.Operator, "POST", "/api/users", """{"name":"bert"}""");

        var (moved, _) = await house.CallAsync(house.Operator, "PATCH", "/api/users/{id}", """{"team":"red"}""", anna.GetProperty("id").GetString());
        var (_, red) = await house.CallAsync(house.Operator, "GET", "/api/users", query: "?team=red");

        Assert.Equal(200, moved);
        Assert.Equal(["anna"], Names(red));
        Assert.Equal(404, (await house.CallAsync(house.Operator, "GET", "/api/users", query: "?team=blue")).Status);
        Assert.Equal(400, (await house.CallAsync(house.Operator, "POST", "/api/users", """{"name":"x","team":"blue"}""")).Status);
        Assert.Equal(400, (await house.CallAsync(house.Operator, "PATCH", "/api/users/{id}", """{"team":"blue"}""", anna.GetProperty("id").GetString())).Status);
    }

    [Fact]
    public async Task AUser_IsNoAgent()
    {
        await using var house = await CallerHouse.OpenAsync();
        var (_, anna) = await house.CallAsync(house.Operator, "POST", "/api/users", """{"name":"anna"}""");
        var id = anna.GetProperty("id").GetString();

        Assert.Equal(404, (await house.CallAsync(house.Operator, "GET", "/api/agents/{id}", id: id)).Status);
        Assert.Equal(404, (await house.CallAsync(house.Operator, "PATCH", "/api/agents/{id}", """{"disabled":true}""", id)).Status);
        Assert.Equal(404, (await house.CallAsync(house.Operator, "DELETE", "/api/agents/{id}", id: id)).Status);
    }

    private static IEnumerable<string?> Names(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString());
}
