using Tollgate.Security;

namespace Tollgate.Guards.Tools;

/// <summary>What abuse of tools is called that is not known by what a tool is asked for.</summary>
internal static class ToolRules
{
    /// <summary>A tool that the policy's lists leave out.</summary>
    public static readonly Rule NotAllowed = new(
        "tool-not-allowed", FindingKind.ToolAbuse, Severity.High, "Tool that is not allowed", "A tool that nobody meant this key to have does what nobody meant it to do.",
        "Leave it out, or have an administrator add it to the rule's list.");

    /// <summary>Whether nothing can stand in the place of what was found: a tool's name, or parts of several texts.</summary>
    public static bool MustStay(in Finding finding, ReadOnlySpan<byte> found) => finding.Kind is FindingKind.ToolAbuse or FindingKind.Exfiltration && (finding.Rule == NotAllowed || found.IndexOf((byte)'"') >= 0);

    /// <summary>Tools are called too often.</summary>
    public static readonly Rule TooMany = new(
        "tool-calls", FindingKind.ToolAbuse, Severity.High, "Too many calls of tools", "An agent that calls tools this often does not do what it was made for.",
        "Look at what the agent does; it may go on when the time that the refusal names has come.");
}
