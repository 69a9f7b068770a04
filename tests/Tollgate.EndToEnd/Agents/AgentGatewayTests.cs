using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Agents;

/// <summary>Coding agents through the gateway.</summary>
public sealed class AgentGatewayTests(GatewayFixture fixture) : AgentFacts(fixture), IClassFixture<GatewayFixture>
{
    private readonly GatewaySetup _setup = fixture.Gateway.Setup;

    [Fact]
    public async Task Claude_Code_stops_after_one_request_on_a_spent_budget()
    {
        Assert.SkipUnless(IsAsked, NotAsked);
        using var agent = new CodingAgent();
        var before = await RefusedAsync();

        var (code, output) = await agent.ClaudeAsync(Target, Target.SpentKey!, "Say something.", Ct);

        Assert.NotEqual(0, code);
        Assert.Contains("is spent", output, StringComparison.Ordinal);
        Assert.Equal(before + 1, await RefusedAsync());
    }

    [Fact]
    public async Task Codex_stops_after_one_request_on_a_spent_budget()
    {
        Assert.SkipUnless(IsAsked, NotAsked);
        using var agent = new CodingAgent();
        var before = await RefusedAsync();

        var (_, output) = await agent.CodexAsync(Target, Target.SpentKey!, "Say something.", Ct);

        Assert.Contains("is spent", output, StringComparison.Ordinal);
        Assert.Equal(before + 1, await RefusedAsync());
    }

    private async Task<int> RefusedAsync()
    {
        using var admin = new AdminClient(_setup.Address, _setup.AdminKey);
        var calls = await admin.ListAsync("/api/calls?limit=1000", Ct);
        return calls.Count(call => (string?)call["key"] == "spent" && call["refusal"] is not null);
    }
}
