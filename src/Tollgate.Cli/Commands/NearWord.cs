using Tollgate.Hosting.Settings;

namespace Tollgate.Cli.Commands;

/// <summary>What somebody probably meant by a word that is none.</summary>
internal static class NearWord
{
    /// <summary>A question that begins with a blank; empty when nothing is near.</summary>
    public static string Hint(string written, IEnumerable<string?> known) =>
        NearestName.Of(written, known.OfType<string>()) is { } meant ? $" Did you mean '{meant}'?" : string.Empty;
}
