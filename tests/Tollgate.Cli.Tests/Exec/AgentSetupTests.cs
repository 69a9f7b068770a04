using System.Text.Json.Nodes;
using Tollgate.Cli.Exec;

namespace Tollgate.Cli.Tests.Exec;

public sealed class AgentSetupTests : IDisposable
{
    private const string Url = "http://127.0.0.1:4000";
    private const string Key = "tg-run";

    private readonly string _home = Directory.CreateTempSubdirectory("tollgate-home-").FullName;
    private readonly string _scratch = Directory.CreateTempSubdirectory("tollgate-scratch-").FullName;

    private AgentPlace Place => new(Url, Key, _home, _scratch);

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("gemini")]
    [InlineData("opencode")]
    public void No_variable_of_another_account_stays(string name)
    {
        var left = Variables(Find(name));

        Assert.All(["ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY", "ANTHROPIC_AUTH_TOKEN"], variable => Assert.True(left[variable] is null or Key, variable));
        Assert.Equal((Url, Key), (left["TOLLGATE_URL"], left["TOLLGATE_KEY"]));
    }

    [Fact]
    public void Claude_Code_gets_its_variables_in_a_settings_file_too_for_the_users_own_would_win_over_the_environment()
    {
        var setup = Find("claude");

        var settings = JsonNode.Parse(File.ReadAllText(setup.Arguments[1]))!["env"]!;
        Assert.Equal("--settings", setup.Arguments[0]);
        Assert.Equal((Url, Key, string.Empty), (settings["ANTHROPIC_BASE_URL"]!.GetValue<string>(), settings["ANTHROPIC_AUTH_TOKEN"]!.GetValue<string>(), settings["ANTHROPIC_API_KEY"]!.GetValue<string>()));
    }

    [Fact]
    public void The_key_of_Codex_is_on_no_command_line() => Assert.DoesNotContain(Find("codex").Arguments, word => word.Contains(Key, StringComparison.Ordinal));

    [Fact]
    public void Gemini_CLI_signs_in_with_the_key_whatever_its_user_chose_and_keeps_all_else()
    {
        var theirs = Directory.CreateDirectory(Path.Combine(_home, ".gemini")).FullName;
        File.WriteAllText(Path.Combine(theirs, "settings.json"), """{"security":{"auth":{"selectedType":"oauth-personal"}},"theme":"Dracula"}""");
        File.WriteAllText(Path.Combine(theirs, "GEMINI.md"), "my memory");

        var home = Variables(Find("gemini"))["GEMINI_CLI_HOME"]!;

        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(home, ".gemini", "settings.json")))!;
        Assert.Equal(("gemini-api-key", "Dracula"), (settings["security"]!["auth"]!["selectedType"]!.GetValue<string>(), settings["theme"]!.GetValue<string>()));
        Assert.Equal("my memory", File.ReadAllText(Path.Combine(home, ".gemini", "GEMINI.md")));
        Assert.Contains("oauth-personal", File.ReadAllText(Path.Combine(theirs, "settings.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Opencode_gets_its_settings_in_a_variable()
    {
        var settings = JsonNode.Parse(Variables(Find("opencode"))["OPENCODE_CONFIG_CONTENT"]!)!;

        Assert.All(["anthropic", "google", "openai"], provider => Assert.Equal(Key, settings["provider"]![provider]!["options"]!["apiKey"]!.GetValue<string>()));
    }

    public void Dispose()
    {
        Directory.Delete(_home, recursive: true);
        Directory.Delete(_scratch, recursive: true);
    }

    private static Dictionary<string, string?> Variables(AgentSetup setup)
    {
        var last = new Dictionary<string, string?>();
        foreach (var (name, value) in setup.Variables)
        {
            last[name] = value;
        }

        return last;
    }

    private AgentSetup Find(string name) => Cli.Exec.All.Agents.Single(agent => agent.Name == name).SetUp(Place);
}
