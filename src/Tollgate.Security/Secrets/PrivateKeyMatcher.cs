using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>Judges private keys in armour, whole or cut, with real line breaks or with `\n` inside JSON.</summary>
internal static class PrivateKeyMatcher
{
    private const int LongestLabel = 48;
    private const int LongestBody = 16 * 1024;
    private const int LeastBody = 40;
    private static readonly ByteClass Label = ByteClass.Parse("A-Z0-9 ");
    private static readonly ByteClass Base64 = ByteClass.Parse("A-Za-z0-9+/=");
    private static readonly ByteClass Body = ByteClass.Parse("A-Za-z0-9+/= \\t\\r\\n\\\\:,.\"'_-");

    /// <summary>Reports the key whose `-----BEGIN ` stands at the place.</summary>
    public static void Match(in SecretPlace place, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var label = text.Slice(place.End, Label.Run(text[place.End..], LongestLabel));
        var behind = text[(place.End + label.Length)..];
        if (label.IndexOf("PRIVATE KEY"u8) < 0 || !behind.StartsWith("-----"u8))
        {
            return;
        }

        var body = UpToNext(behind[5..]);
        var length = BodyLength(body);
        if (LongestLine(body[..length]) < LeastBody)
        {
            return;
        }

        var isEncrypted = label.IndexOf("ENCRYPTED"u8) >= 0 || body[..Math.Min(length, 200)].IndexOf("ENCRYPTED"u8) >= 0;
        var end = place.End + label.Length + 5 + length;
        sink.Report(place.Rule.Rule, isEncrypted ? Severity.High : place.Rule.Rule.Severity, 0.98f, place.Start, end);
    }

    /// <summary>A body ends where the next key begins: no byte is read for two keys, so a text of nothing but headers stays cheap.</summary>
    private static ReadOnlySpan<byte> UpToNext(ReadOnlySpan<byte> text)
    {
        text = text.Length > LongestBody ? text[..LongestBody] : text;
        var next = text.IndexOf("-----BEGIN "u8);
        return next < 0 ? text : text[..next];
    }

    /// <summary>Length of the body with its end line; as far as it looks like one when there is none.</summary>
    private static int BodyLength(ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf("-----END "u8);
        if (end < 0)
        {
            return Body.Run(body, body.Length);
        }

        var tail = body[(end + 9)..];
        var close = tail.Length > LongestLabel + 5 ? tail[..(LongestLabel + 5)].IndexOf("-----"u8) : tail.IndexOf("-----"u8);
        return end + 9 + (close < 0 ? 0 : close + 5);
    }

    /// <summary>The longest run of random base64: a body of dots, x or words is a sample.</summary>
    private static int LongestLine(ReadOnlySpan<byte> body)
    {
        var longest = 0;
        for (var at = 0; at < body.Length; at++)
        {
            var run = Base64.Run(body[at..], body.Length);
            if (run > longest && Randomness.Entropy(body.Slice(at, run)) > 3.5f)
            {
                longest = run;
            }

            at += run;
        }

        return longest;
    }
}
