using System.Text.Json.Nodes;
using Tollgate.Tests.ModelCalls;

namespace Tollgate.Tests.Hosting;

/// <summary>What an admin asks for is what is answered: unknown filters and targets of others are refused.</summary>
public sealed class QueryNamesTests(LineFixture line) : IClassFixture<LineFixture>
{
    [Theory]
    [InlineData("/api/calls?kye=me", "Did you mean 'key'?")]
    [InlineData("/api/keys?limt=3", "Did you mean 'limit'?")]
    [InlineData("/api/me?nothing=1", "This route takes none.")]
    [InlineData("/api/teams?x=1", "There are: limit, cursor.")]
    public async Task AQueryParameterThatNobodyReadsIsRefused(string path, string help)
    {
        var problem = JsonNode.Parse(await line.AdminTextAsync(path))!;

        Assert.Equal("400", problem["status"]!.ToString());
        Assert.Contains(help, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/keys?all=true&limit=5")]
    [InlineData("/api/teams?organization=default")]
    [InlineData("/api/models?provider=openai&limit=1")]
    [InlineData("/api/alerts?state=all&kind=budget_breach")]
    public async Task WhatARouteKnowsIsRead(string path) => Assert.NotNull((await line.AdminAsync(HttpMethod.Get, path))["items"]);

    [Theory]
    [InlineData("/api/budgets", "key", "\"limit_usd\":\"5\"")]
    [InlineData("/api/budgets", "team", "\"limit_usd\":\"5\"")]
    [InlineData("/api/limits", "key", "\"limit\":5,\"unit\":\"requests\",\"per\":\"minute\"")]
    [InlineData("/api/limits", "team", "\"limit\":5,\"unit\":\"requests\",\"per\":\"minute\"")]
    public async Task AnotherOrganizationsKeyOrTeamIsNoTarget(string path, string scope, string more)
    {
        var other = $"other-{Guid.NewGuid():N}";
        await line.AdminAsync(HttpMethod.Post, "/api/organizations", $$"""{"name":"{{other}}"}""");
        var name = $"of-{other}";
        var foreign = (await line.AdminAsync(HttpMethod.Post, $"/api/{scope}s?organization={other}", $$"""{"name":"{{name}}"}"""))["id"]!.GetValue<string>();
        var body = $$"""{"scope":"{{scope}}","target":"{{foreign}}",{{more}}}""";

        using var refused = await line.PostAsync(AdminKey, path, body);
        using var own = await line.PostAsync(AdminKey, $"{path}?organization={other}", body);

        Assert.Equal([404, 201], [(int)refused.StatusCode, (int)own.StatusCode]);
    }

    [Theory]
    [InlineData("/api/budgets", "\"name\":\"  \",\"limit_usd\":\"5\"", "name")]
    [InlineData("/api/budgets", "\"name\":\"a\\u0000b\",\"limit_usd\":\"5\"", "name")]
    [InlineData("/api/budgets", "\"name\":\"x\",\"contact\":\"a\\nb\",\"limit_usd\":\"5\"", "name")]
    [InlineData("/api/budgets", "\"name\":\"x\",\"limit_usd\":\"5\",\"on_exceed\":{\"downgrade_to\":\"no-such-model\"}", "on_exceed.downgrade_to")]
    [InlineData("/api/limits", "\"name\":\" \",\"limit\":5,\"unit\":\"requests\",\"per\":\"minute\"", "name")]
    [InlineData("/api/limits", "\"name\":\"a\\u0000\",\"limit\":5,\"unit\":\"requests\",\"per\":\"minute\"", "name")]
    public async Task NamesSaySomethingAndADowngradeHasAModel(string path, string fields, string parameter)
    {
        using var reply = await line.PostAsync(AdminKey, path, $"{{{fields}}}");

        Assert.Equal(400, (int)reply.StatusCode);
        Assert.Equal(parameter, JsonNode.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["parameter"]!.GetValue<string>());
    }

    private static string AdminKey => LineFixture.AdminKey;
}
