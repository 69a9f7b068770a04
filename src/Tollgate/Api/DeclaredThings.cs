using Tollgate.Core;

namespace Tollgate.Api;

/// <summary>What the API says about things of the settings file: only the file changes them (CONTRACT 9).</summary>
internal static class DeclaredThings
{
    /// <summary>The refusal of a change, naming the line.</summary>
    public static Refusal Refuse<T>(Declared<T>? entry, string what, string name) => entry is null
        ? new Refusal(RefusalCode.Conflict, $"{what} '{name}' comes from the settings file.") { Help = "Change it there." }
        : new Refusal(RefusalCode.Conflict, $"{what} '{name}' is written in tollgate.yaml, line {entry.Line}.") { Help = $"Change {entry.Key} there and restart.", Rule = entry.Key };
}
