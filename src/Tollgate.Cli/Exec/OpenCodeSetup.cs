using Tollgate.Cli.Connect;

namespace Tollgate.Cli.Exec;

/// <summary>opencode reads no address from the SDKs' variables; it takes settings from a variable of its own, which wins over its files.</summary>
internal static class OpenCodeSetup
{
    /// <summary>Points it at the gateway.</summary>
    public static AgentSetup For(AgentPlace place) =>
        AgentSetup.Common(place).With([("OPENCODE_CONFIG_CONTENT", OpenCodeText.With(string.Empty, place.Url, place.Key))]);
}
