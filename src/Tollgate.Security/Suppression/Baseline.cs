using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Security.Suppression;

/// <summary>
/// Findings that were there before and are dealt with elsewhere: a line each, `fingerprint path rule`. A fingerprint is of the rule, the
/// path and the found text, so that a finding that moves within its file stays known and another secret in its place does not.
/// </summary>
public sealed class Baseline
{
    private const int Characters = 24;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Reads the lines of a baseline; blank ones and those that start with # say nothing.</summary>
    public static Baseline Parse(string text)
    {
        var baseline = new Baseline();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var words = line.Trim();
            if (!words.IsEmpty && words[0] != '#')
            {
                var space = words.IndexOf(' ');
                baseline._known.Add((space < 0 ? words : words[..space]).ToString());
            }
        }

        return baseline;
    }

    /// <summary>The line that makes a finding known.</summary>
    public static string Line(string path, ReadOnlySpan<byte> text, in Finding finding) =>
        string.Create(CultureInfo.InvariantCulture, $"{Fingerprint(path, text, finding)} {path} {finding.Rule.Id}");

    /// <summary>Whether the finding is known.</summary>
    public bool Knows(string path, ReadOnlySpan<byte> text, in Finding finding) => _known.Count > 0 && _known.Contains(Fingerprint(path, text, finding));

    private static string Fingerprint(string path, ReadOnlySpan<byte> text, in Finding finding)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{finding.Rule.Id}\n{path}\n"));
        hash.AppendData(text[finding.Start..finding.End]);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Characters];
    }
}
