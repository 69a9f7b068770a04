namespace Tollgate.Cli.Exec;

/// <summary>Codex takes its provider from settings, which its command line can set; the name is one that no settings file of the user's holds.</summary>
internal static class CodexSetup
{
    private const string Provider = "tollgate-exec";

    /// <summary>Points it at the gateway.</summary>
    public static AgentSetup For(AgentPlace place) => AgentSetup.Common(place).With(
        [("CODEX_API_KEY", null)],
        "-c", $"model_provider=\"{Provider}\"",
        "-c", $"model_providers.{Provider}.name=\"Tollgate\"",
        "-c", $"model_providers.{Provider}.base_url=\"{place.Url}/v1\"",
        "-c", $"model_providers.{Provider}.wire_api=\"responses\"",
        "-c", $"model_providers.{Provider}.env_key=\"TOLLGATE_KEY\"");
}
