using System.Text.RegularExpressions;

namespace Tollgate.Cli.Connect;

/// <summary>The gateway keys that settings files hold, by the part of them that may be shown.</summary>
internal static partial class WrittenKeys
{
    /// <summary>The label of each key, as the API knows it.</summary>
    public static IReadOnlySet<string> In(IEnumerable<string> files) =>
        files.SelectMany(file => Key().Matches(SettingsBackup.Read(file)).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("(tg-[0-9A-Za-z]{8})-[0-9A-Za-z]{49}")]
    private static partial Regex Key();
}
