using System.Text.Json.Nodes;
using Tollgate.Cli.Connect;

namespace Tollgate.Cli.Tests.Connect;

public sealed class ConnectTargetTests
{
    private const string Url = "http://127.0.0.1:4000";

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("gemini")]
    [InlineData("opencode")]
    public void Writing_twice_is_writing_once(string name)
    {
        var file = Find(name);

        var once = file.Edit(string.Empty, Url, "tg-1");

        Assert.Contains("tg-1", once, StringComparison.Ordinal);
        Assert.Equal(once.Trim(), file.Edit(once, Url, "tg-1").Trim());
    }

    [Fact]
    public void Other_settings_of_claude_stay()
    {
        var written = JsonNode.Parse(Find("claude").Edit("""{"model":"opus", /* mine */ "env":{"A":"b"}}""", Url, "tg-1"))!;

        Assert.Equal(("opus", "b", Url), (written["model"]!.GetValue<string>(), written["env"]!["A"]!.GetValue<string>(), written["env"]!["ANTHROPIC_BASE_URL"]!.GetValue<string>()));
    }

    [Fact]
    public void Settings_that_cannot_be_read_are_not_written() => Assert.Equal(ExitCode.Refused, Assert.Throws<CliFault>(() => Find("claude").Edit("{", Url, "tg-1")).Code);

    [Fact]
    public void The_provider_of_codex_changes_and_its_tables_stay()
    {
        var written = Find("codex").Edit("model = \"m\"\nmodel_provider = \"x\"\n[tools]\nweb = true\n[model_providers.tollgate]\nname = \"old\"\n", Url, "tg-1");

        Assert.StartsWith("model_provider = \"tollgate\"\nmodel = \"m\"\n[tools]\nweb = true\n\n[model_providers.tollgate]\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain("\"x\"", written, StringComparison.Ordinal);
        Assert.DoesNotContain("old", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what was there")]
    [InlineData("")]
    public void Undo_puts_back_what_was_there(string before)
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-connect-").FullName;
        var file = Path.Combine(folder, "settings");
        if (before.Length > 0)
        {
            File.WriteAllText(file, before);
        }

        SettingsBackup.Write(file, "first");
        SettingsBackup.Write(file, "second");
        var undone = SettingsBackup.Undo(file);

        Assert.True(undone);
        Assert.Equal((before, before.Length > 0), (SettingsBackup.Read(file), File.Exists(file)));
        Assert.False(SettingsBackup.Undo(file));
        Directory.Delete(folder, recursive: true);
    }

    private static ConnectFile Find(string name) => All.Targets("/home/me", _ => null).Single(target => target.Name == name).Files[0];
}
