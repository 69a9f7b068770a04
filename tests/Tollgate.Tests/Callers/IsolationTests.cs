using System.Reflection;
using Tollgate.Api;
using Tollgate.Callers;
using Tollgate.Callers.Keys;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.Templates;

namespace Tollgate.Tests.Callers;

/// <summary>Whatever an administrator of one organization tries on another's things by their ids: they are not there.</summary>
public sealed class IsolationTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryRouteWithAnId_AnswersTheSameForAForeignIdAndForNone()
    {
        await using var house = await CallerHouse.OpenAsync();
        var other = await house.OtherOrganizationAsync();
        var foreign = await ForeignIdsAsync(house);
        var before = await StateAsync(house);
        var swept = 0;
        foreach (var route in house.Routes().Where(route => route.Pattern.Contains("{id}", StringComparison.Ordinal) && route.Right < ApiRight.Operator))
        {
            var body = route.Request is null ? null : route.Pattern.EndsWith("rotate", StringComparison.Ordinal) ? "{}" : """{"name":"stolen"}""";
            foreach (var id in foreign)
            {
                var (status, problem) = await house.CallAsync(other, route.Method, route.Pattern, body, id.ToString());
                var (none, nothing) = await house.CallAsync(other, route.Method, route.Pattern, body, "01900000-0000-7000-8000-00000000ffff");

                Assert.Equal((404, 404), (status, none));
                Assert.Equal(nothing.ToString(), problem.ToString());
                swept++;
            }
        }

        Assert.True(swept >= 13 * foreign.Count, $"only {swept} attempts were made");
        Assert.Equal(before, await StateAsync(house));
    }

    [Fact]
    public async Task EveryList_ShowsOnlyTheOwnOrganization()
    {
        await using var house = await CallerHouse.OpenAsync();
        var other = await house.OtherOrganizationAsync();
        await ForeignIdsAsync(house);
        foreach (var route in house.Routes().Where(route => route is { Method: "GET", Right: < ApiRight.Operator } && !route.Pattern.Contains("{id}", StringComparison.Ordinal)))
        {
            var (status, page) = await house.CallAsync(other, "GET", route.Pattern, query: "?format=json");

            Assert.Equal(200, status);
            Assert.DoesNotContain("foreign", page.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ForeignTeamsAndPeople_CannotBeNamedInAKey()
    {
        await using var house = await CallerHouse.OpenAsync();
        var other = await house.OtherOrganizationAsync();
        var made = await house.KeyAsync("foreign");

        var byTeam = await house.Keys.CreateAsync(other, new NewKey("a") { Team = made.Key.TeamId.ToString() }, Ct);
        var byPrincipal = await house.Keys.CreateAsync(other, new NewKey("b") { Principal = made.Key.PrincipalId.ToString() }, Ct);
        var byName = await house.Keys.CreateAsync(other, new NewKey("c") { Principal = "foreign" }, Ct);

        Assert.Equal("team", byTeam.Refusal?.Parameter);
        Assert.Equal("principal", byPrincipal.Refusal?.Parameter);
        Assert.NotEqual(made.Key.PrincipalId, byName.Value!.Key.PrincipalId);
    }

    [Fact]
    public async Task TheSameNames_LiveInBothOrganizations()
    {
        await using var house = await CallerHouse.OpenAsync();
        var other = await house.OtherOrganizationAsync();

        var one = await house.KeyAsync("same");
        var two = await house.KeyAsync("same", other);

        Assert.NotEqual((await house.SignInAsync(one.Secret!)).Value.Caller.OrganizationId, (await house.SignInAsync(two.Secret!)).Value.Caller.OrganizationId);
    }

    [Fact]
    public async Task ACaller_KnowsOnlyTheAgentsOfItsOrganization()
    {
        await using var house = await CallerHouse.OpenAsync();
        var other = await house.OtherOrganizationAsync();
        await house.KeyAsync("mine");
        var theirs = await house.KeyAsync("theirs", other);

        Assert.Equal(["theirs"], (await house.SignInAsync(theirs.Secret!)).Value.Caller.Agents.Keys);
    }

    /// <summary>A store method that cannot know whose call it is would be a hole: each takes the organization, the caller, or a connection that is in the middle of one.</summary>
    [Fact]
    public void EveryPublicStoreMethod_TakesAnOrganizationOrACaller()
    {
        Type[] stores = [typeof(KeyStore), typeof(KeyReader), typeof(TeamStore), typeof(PrincipalStore), typeof(TemplateStore), typeof(KeyMint)];
        var loose = stores
            .SelectMany(store => store.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.GetParameters().Any(parameter => parameter.ParameterType == typeof(ApiCaller) || parameter.Name == "organization"))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.Empty(loose);
    }

    private static async Task<IReadOnlyList<Guid>> ForeignIdsAsync(CallerHouse house)
    {
        var key = await house.KeyAsync("foreign");
        var team = await house.Get<TeamStore>().CreateAsync(house.Operator, "foreign", Ct);
        var user = await house.Get<PrincipalStore>().CreateAsync(house.Operator, PrincipalKind.User, "foreign", null, Ct);
        var template = await house.Get<TemplateStore>().CreateAsync(house.Operator, new TemplateBody { Name = "foreign" }, Ct);
        return [key.Key.Id, key.Key.PrincipalId, team.Value!.Id, user.Value!.Id, template.Value!.Id];
    }

    /// <summary>What the organization's own administrator sees of everything.</summary>
    private static async Task<string> StateAsync(CallerHouse house)
    {
        var pages = new List<string>();
        foreach (var path in new[] { "/api/keys", "/api/teams", "/api/users", "/api/agents", "/api/key-templates" })
        {
            pages.Add((await house.CallAsync(house.Operator, "GET", path)).Body.ToString());
        }

        return string.Join('\n', pages);
    }
}
