using System.Buffers;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>Judges addresses that carry a user and a password, or a token in the user's place.</summary>
internal static class UriMatcher
{
    private const int LongestScheme = 24;
    private const int LongestAuthority = 320;
    private const int LeastToken = 20;
    private static readonly ByteClass Scheme = ByteClass.Parse("A-Za-z0-9+.-");
    private static readonly SearchValues<byte> Ends = SearchValues.Create("/?# \t\r\n\"'<>`\\,"u8);

    /// <summary>Reports the address whose `://` stands at the place.</summary>
    public static void Match(in SecretPlace place, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var rest = text[place.End..];
        rest = rest.Length > LongestAuthority ? rest[..LongestAuthority] : rest;
        var end = rest.IndexOfAny(Ends);
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf((byte)'@');
        if (at <= 0)
        {
            return;
        }

        var scheme = Scheme.RunBack(text[..place.Start], LongestScheme);
        var colon = authority[..at].IndexOf((byte)':');
        var confidence = colon < 0 ? TokenConfidence(authority[..at]) : PasswordConfidence(authority[..colon], authority[(colon + 1)..at]);
        if (scheme >= 2 && confidence > 0)
        {
            sink.Report(place.Rule.Rule, confidence < 0.6f ? Severity.Low : place.Rule.Rule.Severity, confidence, place.Start - scheme, place.End + authority.Length);
        }
    }

    private static float TokenConfidence(ReadOnlySpan<byte> user) =>
        user.Length >= LeastToken && AssignmentMatcher.LooksRandom(user) ? 0.8f : 0;

    private static float PasswordConfidence(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password)
    {
        if (password.Length < 3 || password.IndexOfAny((byte)'$', (byte)'{', (byte)'}') is 0 || Placeholder.Is(password) || password.SequenceEqual("x-oauth-basic"u8))
        {
            return 0;
        }

        return password.SequenceEqual(user) ? 0.5f : 0.92f;
    }
}
