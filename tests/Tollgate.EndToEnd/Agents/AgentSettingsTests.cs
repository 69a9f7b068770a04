using System.Text.RegularExpressions;
using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Agents;

/// <summary>What `tollgate exec` and `tollgate connect` give an agent leads it through the gateway, whatever its own settings say.</summary>
public sealed partial class AgentSettingsTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IDisposable
{
    private const string Nowhere = "http://127.0.0.1:9";

    private readonly AgentHome _home = new(fixture.Gateway.Setup.Address, fixture.Gateway.Setup.AdminKey);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("gemini")]
    [InlineData("opencode")]
    public async Task Exec_leads_a_turn_with_a_tool_call_through_the_gateway(string name)
    {
        Assert.SkipUnless(AgentFacts.IsAsked, AgentFacts.NotAsked);
        var agent = AgentProgram.Find(name);
        LeadAstray();
        var before = fixture.Target.Provider.Requests.Count;

        var (code, output) = await _home.TollgateAsync(Ct, ["exec", "--budget", "5", "--", .. agent.Program, .. agent.Turn("Run it. " + agent.Call)]);

        Assert.True(code == 0, output);
        Assert.Contains(fixture.Target.Provider.Requests.Skip(before), request => Result().IsMatch(request.Text) && request.Text.Contains(AgentProgram.Echo, StringComparison.Ordinal));
        Assert.Matches(@"tollgate: spent \$\d\.\d+.*, calls [2-9]", output);
        Assert.Contains("tollgate: the key is revoked.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("gemini")]
    [InlineData("opencode")]
    public async Task A_budget_that_fits_nothing_ends_the_turn_with_our_sentence_and_without_asking_again(string name)
    {
        Assert.SkipUnless(AgentFacts.IsAsked, AgentFacts.NotAsked);
        var agent = AgentProgram.Find(name);
        var before = fixture.Target.Provider.Requests.Count;

        var (_, output) = await _home.TollgateAsync(Ct, ["exec", "--budget", "0.000001", "--", .. agent.Program, .. agent.Turn("Say something.")]);

        Assert.Equal(before, fixture.Target.Provider.Requests.Count);
        Assert.Matches($"exec-{name}-\\w+-\\w+-\\w+/lifetime", output);
        Assert.Matches(name == "opencode" ? "calls [12]\\." : "calls 1\\.", output);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("gemini")]
    [InlineData("opencode")]
    public async Task The_settings_that_connect_writes_lead_a_turn_through_the_gateway(string name)
    {
        Assert.SkipUnless(AgentFacts.IsAsked, AgentFacts.NotAsked);
        var agent = AgentProgram.Find(name);
        var before = fixture.Target.Provider.Requests.Count;

        var (written, said) = await _home.TollgateAsync(Ct, "connect", name, "--write", "--budget", "5");
        var (code, output) = await _home.AgentAsync(agent, "Say something.", Ct);

        Assert.True(written == 0, said);
        Assert.True(code == 0, output);
        Assert.True(fixture.Target.Provider.Requests.Count > before, output);
    }

    [Fact]
    public async Task Codex_keeps_its_web_search_under_a_hard_budget_with_its_calls_limited()
    {
        Assert.SkipUnless(AgentFacts.IsAsked, AgentFacts.NotAsked);
        var before = fixture.Target.Provider.Requests.Count;

        var (code, output) = await _home.TollgateAsync(Ct, ["exec", "--budget", "5", "--", .. AgentProgram.Codex.Program, .. AgentProgram.Codex.Turn("Say something.")]);

        Assert.True(code == 0, output);
        Assert.Contains("\"turn.completed\"", output, StringComparison.Ordinal);
        var sent = fixture.Target.Provider.Requests.Skip(before).Single(request => request.Text.Contains("\"web_search\"", StringComparison.Ordinal));
        Assert.Contains("\"max_tool_calls\":2", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codex_hears_that_its_web_search_is_most_of_what_does_not_fit_and_is_served_without_it()
    {
        Assert.SkipUnless(AgentFacts.IsAsked, AgentFacts.NotAsked);

        var (_, refused) = await _home.TollgateAsync(Ct, ["exec", "--budget", "0.50", "--", .. AgentProgram.Codex.Program, .. AgentProgram.Codex.Turn("Say something.")]);
        var (code, output) = await _home.TollgateAsync(Ct, ["exec", "--budget", "0.50", "--", .. AgentProgram.Codex.Program, "-c", "web_search=\"disabled\"", .. AgentProgram.Codex.Turn("Say something.")]);

        Assert.Contains("without web search (Codex: web_search=", refused, StringComparison.Ordinal);
        Assert.Contains("calls 1.", refused, StringComparison.Ordinal);
        Assert.True(code == 0, output);
    }

    public void Dispose() => _home.Dispose();

    /// <summary>Settings as a user may have them, which win over variables: they must not win over `exec`.</summary>
    private void LeadAstray()
    {
        _home.Write(".claude/settings.json", $$$"""{"env":{"ANTHROPIC_BASE_URL":"{{{Nowhere}}}","ANTHROPIC_AUTH_TOKEN":"astray"}}""");
        _home.Write(".codex/config.toml", $"model_provider = \"tollgate\"\n[model_providers.tollgate]\nname = \"Astray\"\nbase_url = \"{Nowhere}/v1\"\nwire_api = \"responses\"\n");
        _home.Write(".gemini/settings.json", """{"security":{"auth":{"selectedType":"oauth-personal"}}}""");
        _home.Write(".config/opencode/opencode.json", $$$"""{"provider":{"anthropic":{"options":{"baseURL":"{{{Nowhere}}}/v1","apiKey":"astray"} } } }""");
    }

    [GeneratedRegex("tool_result|function_call_output|functionResponse")]
    private static partial Regex Result();
}
