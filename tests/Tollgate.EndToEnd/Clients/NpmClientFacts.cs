using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Clients;

/// <summary>What the official npm clients must see: each script of tests/clients runs all of its cases.</summary>
public abstract class NpmClientFacts(ITargetFixture fixture)
{
    private static readonly NpmProject Project = new("tests/clients");
    private readonly Target _target = fixture.Target;

    [Theory]
    [InlineData("openai.mjs", 15)]
    [InlineData("anthropic.mjs", 12)]
    [InlineData("genai.mjs", 12)]
    [InlineData("ai.mjs", 24)]
    public async Task Every_case_of_the_client_passes(string script, int leastCases)
    {
        var ct = TestContext.Current.CancellationToken;
        await Project.PrepareAsync(ct);
        var environment = new Dictionary<string, string>
        {
            ["TOLLGATE_URL"] = _target.Address,
            ["TOLLGATE_KEY"] = _target.Key,
            ["TOLLGATE_BAD_KEY"] = _target.BadKey,
            ["TOLLGATE_SPENT_KEY"] = _target.SpentKey ?? "",
        };

        var (code, output) = await Project.RunAsync(Project.Node, [script], environment, TimeSpan.FromMinutes(2), ct);

        var cases = output.Split('\n').Where(line => line.StartsWith("{\"case\"", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Empty(cases.Where(item => !(bool)item["ok"]!).Select(item => $"{item["case"]}: {item["fault"]}"));
        Assert.True(cases.Length >= leastCases, $"{cases.Length} cases:\n{output}");
        Assert.Equal(0, code);
    }
}
