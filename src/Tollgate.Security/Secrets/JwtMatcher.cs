using System.Buffers.Text;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>Judges JSON web tokens: three parts, and a header that names an algorithm.</summary>
internal static class JwtMatcher
{
    private const int LongestHeader = 512;
    private const int LongestPart = 8192;
    private const int LeastSignature = 20;
    private static readonly ByteClass Part = ByteClass.Parse("A-Za-z0-9_-");

    /// <summary>Reports the token that starts at the place.</summary>
    public static void Match(in SecretPlace place, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (!Boundary.IsBefore(text, place.Start))
        {
            return;
        }

        var rest = text[place.Start..];
        var header = Part.Run(rest, LongestHeader);
        var body = PartAfter(rest, header);
        var signature = PartAfter(rest, header + 1 + body);
        if (body < 4 || signature < LeastSignature || !NamesAlgorithm(rest[..header]))
        {
            return;
        }

        var length = header + body + signature + 2;
        if (!IsDocumented(rest[(length - signature)..length]))
        {
            sink.Report(place.Rule.Rule, place.Rule.Rule.Severity, place.Rule.Confidence, place.Start, place.Start + length);
        }
    }

    private static int PartAfter(ReadOnlySpan<byte> text, int dot) =>
        dot < text.Length && text[dot] == '.' ? Part.Run(text[(dot + 1)..], LongestPart) : -1;

    /// <summary>The sample that the format's best-known page shows.</summary>
    private static bool IsDocumented(ReadOnlySpan<byte> signature) => signature.StartsWith("SflKxwRJSMeKKF2QT4fw"u8);

    private static bool NamesAlgorithm(ReadOnlySpan<byte> header)
    {
        // A header is at most 512 characters, so its text fits 384 bytes of the stack; it runs once a candidate.
        Span<byte> json = stackalloc byte[LongestHeader * 3 / 4];
        return Base64Url.DecodeFromUtf8(header, json, out _, out var written) == System.Buffers.OperationStatus.Done && json[..written].IndexOf("\"alg\""u8) >= 0;
    }
}
