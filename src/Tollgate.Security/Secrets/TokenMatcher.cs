using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>Judges tokens that carry their issuer's prefix.</summary>
internal static class TokenMatcher
{
    private const float Proven = 0.99f;
    private const float Disproven = 0.82f;
    private const float Broken = 0.5f;
    private const float LeastEntropyOfBroken = 2.5f;
    private const int LongestBroken = 300;
    private static readonly ByteClass TokenBody = ByteClass.Parse("A-Za-z0-9_-");

    /// <summary>Reports the token that starts at the place.</summary>
    public static void Match(in SecretPlace place, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var rule = place.Rule;
        var start = place.Start - LeadLength(rule, text, place.Start);
        if (start < 0 || !Boundary.IsBefore(text, start))
        {
            return;
        }

        var length = rule.Pattern!.Match(text[place.Start..]);
        if (length < 0)
        {
            MatchBroken(place, text, ref sink);
            return;
        }

        var token = text[start..(place.Start + length)];
        var prefix = rule.Lead is null ? place.End - start : 0;
        if (Randomness.Entropy(token[prefix..]) < rule.Entropy || Placeholder.Is(token[prefix..]) || Placeholder.IsDocumented(token))
        {
            return;
        }

        var confidence = Confidence(rule, token, prefix);
        if (confidence > 0)
        {
            sink.Report(rule.Rule, rule.Rule.Severity, confidence, start, place.Start + length);
        }
    }

    /// <summary>Length of what belongs to the token before its keyword; more than the text holds when it is missing.</summary>
    private static int LeadLength(SecretRule rule, ReadOnlySpan<byte> text, int start)
    {
        if (rule.Lead is not { } lead)
        {
            return 0;
        }

        var length = lead.Class!.RunBack(text[..start], lead.Most);
        return length >= lead.Least ? length : start + 1;
    }

    private static float Confidence(SecretRule rule, ReadOnlySpan<byte> token, int prefix) => SecretChecks.Passes(rule.Check, token, prefix) switch
    {
        null => rule.Confidence,
        true => rule.Check is SecretCheck.Mixed or SecretCheck.LetterAndDigit ? rule.Confidence : Proven,
        false => rule.Check is SecretCheck.Crc32Base62 or SecretCheck.Crc32Hex ? Disproven : 0,
    };

    /// <summary>A clearly prefixed key that is cut short or has grown is still a key by mistake: reported with less confidence.</summary>
    private static void MatchBroken(in SecretPlace place, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var rule = place.Rule;
        if (rule.Short == 0)
        {
            return;
        }

        var body = text.Slice(place.End, TokenBody.Run(text[place.End..], LongestBroken));
        if (body.Length >= rule.Short && (Randomness.Classes(body) & 1) != 0 && (Randomness.Classes(body) & 6) != 0
            && Randomness.Entropy(body) >= LeastEntropyOfBroken && Randomness.Changes(body) * 4 >= body.Length && !Placeholder.Is(body))
        {
            var severity = rule.Rule.Severity > Severity.Medium ? Severity.Medium : rule.Rule.Severity;
            sink.Report(rule.Rule, severity, Broken, place.Start, place.End + body.Length);
        }
    }
}
