using System.Text.Json;
using Tollgate.Api;
using Tollgate.Callers.Keys;

namespace Tollgate.Tests.Callers;

/// <summary>A house with a team `crew`, its member anna with a key, and a template `dev`.</summary>
internal sealed class TemplateBench : IAsyncDisposable
{
    public const string Dev = """{"name":"dev","team":"crew","models":["claude-*","gpt-5*"],"keys_per_member":2,"lifetime":"30d","pinned_tags":{"made":"self"}}""";

    private TemplateBench(CallerHouse house) => House = house;

    public CallerHouse House { get; }

    public CreatedKey Anna { get; private set; } = null!;

    public string TemplateId { get; private set; } = "";

    public static async Task<TemplateBench> OpenAsync(string template = Dev, string key = """{"name":"anna-main","principal":"anna"}""")
    {
        var bench = new TemplateBench(await CallerHouse.OpenAsync());
        await bench.AdminAsync("POST", "/api/teams", """{"name":"crew"}""");
        await bench.AdminAsync("POST", "/api/users", """{"name":"anna","team":"crew"}""");
        await bench.AdminAsync("POST", "/api/users", """{"name":"otto"}""");
        bench.Anna = await bench.KeyAsync(key);
        bench.TemplateId = (await bench.AdminAsync("POST", "/api/key-templates", template)).GetProperty("id").GetString()!;
        return bench;
    }

    public static ApiCaller As(CreatedKey key, CallerHouse house) => new(key.Key.Id, key.Key.Name, house.Operator.OrganizationId, ApiRight.Self);

    public async Task<CreatedKey> KeyAsync(string body)
    {
        var made = await AdminAsync("POST", "/api/keys", body);
        return await KeyOfAsync(made);
    }

    public async Task<JsonElement> AdminAsync(string method, string pattern, string? body = null, string? id = null, string query = "")
    {
        var (status, reply) = await House.CallAsync(House.Operator, method, pattern, body, id, query);
        Assert.True(status < 300, reply.ToString());
        return reply;
    }

    public Task<(int Status, JsonElement Body)> MintAsync(CreatedKey with, string body) => House.CallAsync(As(with, House), "POST", "/api/me/keys", body);

    public async Task<CreatedKey> MintedAsync(string name = "laptop", string more = "")
    {
        var (status, made) = await MintAsync(Anna, $$"""{"name":"{{name}}","template":"dev"{{more}}}""");
        Assert.True(status == 201, made.ToString());
        return await KeyOfAsync(made);
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();

    private async Task<CreatedKey> KeyOfAsync(JsonElement made) => new(
        (await House.KeyReader.FindAsync(House.Operator.OrganizationId, made.GetProperty("id").GetGuid(), CancellationToken.None))!,
        made.TryGetProperty("key", out var secret) ? secret.GetString() : null);
}
