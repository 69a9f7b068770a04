using Tollgate.Cli.Connect;

namespace Tollgate.Cli.Exec;

/// <summary>
/// Gemini CLI asks its settings file how to sign in, whatever the variables say: with a Google account there it would go past the gateway.
/// It gets a home for this run whose settings are the user's but for that; everything else in it is linked.
/// </summary>
internal static class GeminiSetup
{
    /// <summary>Points it at the gateway.</summary>
    public static AgentSetup For(AgentPlace place)
    {
        var theirs = Path.Combine(Environment.GetEnvironmentVariable("GEMINI_CLI_HOME") ?? place.Home, ".gemini");
        var ours = Directory.CreateDirectory(Path.Combine(place.Scratch, ".gemini")).FullName;
        foreach (var entry in Directory.Exists(theirs) ? new DirectoryInfo(theirs).GetFileSystemInfos() : [])
        {
            if (entry.Name is not ("settings.json" or ".env"))
            {
                File.CreateSymbolicLink(Path.Combine(ours, entry.Name), entry.FullName);
            }
        }

        File.WriteAllText(Path.Combine(ours, "settings.json"), GeminiText.WithKeySignIn(SettingsBackup.Read(Path.Combine(theirs, "settings.json"))));
        return AgentSetup.Common(place).With([("GEMINI_CLI_HOME", place.Scratch), ("GOOGLE_GENAI_USE_GCA", null)]);
    }
}
