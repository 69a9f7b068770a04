using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>Judges values that are assigned to names: by the pattern of a provider, or by looking random.</summary>
internal static class AssignmentMatcher
{
    private const int LeastLength = 16;
    private const int MostLength = 300;
    private const int LeastSegment = 12;
    private const float LeastEntropy = 3.0f;
    private const float HighEntropy = 4.0f;
    private const int LongForHigh = 20;

    /// <summary>A name that speaks of a provider, and a value in that provider's form.</summary>
    public static void MatchContext(in SecretPlace place, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (!AssignedValue.TryRead(text, place.End, out var value) || place.Rule.Pattern!.Match(text[value.Start..]) is not (>= 0 and var length))
        {
            return;
        }

        var name = text[NameWords.StartOf(text, place.Start)..(place.End + value.Suffix.Length)];
        if (!NameWords.IsCredential(name) || NameWords.IsHarmless(value.Suffix))
        {
            return;
        }

        var found = text.Slice(value.Start, length);
        if ((Randomness.Classes(found) & 7) is not (1 or 2 or 4) && IsDrawn(found, place.Rule.Entropy) && SecretChecks.Passes(place.Rule.Check, found, 0) != false)
        {
            sink.Report(place.Rule.Rule, place.Rule.Rule.Severity, place.Rule.Confidence, value.Start, value.Start + length);
        }
    }

    /// <summary>A name that speaks of a secret, and a value that looks random.</summary>
    public static void MatchAny(in SecretPlace place, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (!AssignedValue.TryRead(text, place.End, out var value) || value.End - value.Start < LeastLength || IsCode(text, value))
        {
            return;
        }

        // What the value is made of is looked at before the name is, for most values are short or words.
        var found = text[value.Start..value.End];
        if (!LooksRandom(found) || IsHarmless(text, place, value))
        {
            return;
        }

        var isSure = found.Length >= LongForHigh && Randomness.Entropy(found) >= HighEntropy;
        sink.Report(place.Rule.Rule, isSure ? Severity.High : Severity.Medium, isSure ? 0.85f : 0.65f, value.Start, value.End);
    }

    private static bool IsHarmless(ReadOnlySpan<byte> text, in SecretPlace place, in AssignedValue value) =>
        NameWords.IsHarmless(value.Suffix) || NameWords.IsHarmless(text[NameWords.StartOf(text, place.Start)..place.Start]);

    /// <summary>Whether a value was drawn, not written: long enough, letters and digits mixed within one piece.</summary>
    public static bool LooksRandom(ReadOnlySpan<byte> value)
    {
        if (value.Length is < LeastLength or > MostLength || IsDigest(value) || ByteClass.Token.Run(value, MostLength) != value.Length || IsUuid(value))
        {
            return false;
        }

        var segment = LongestSegment(value);
        return segment.Length >= LeastSegment && IsMixed(segment, value) && Randomness.Changes(segment) * 5 >= segment.Length && !Randomness.IsWritten(segment) && IsDrawn(value, LeastEntropy);
    }

    /// <summary>`sha256=` and `sha512-` stand before what is no secret.</summary>
    private static bool IsDigest(ReadOnlySpan<byte> value) =>
        (value.StartsWith("sha"u8) && value[..Math.Min(8, value.Length)].ContainsAny((byte)'=', (byte)'-', (byte)':')) || value.StartsWith("md5="u8);

    /// <summary>Letters and digits in one piece, or both cases in it and digits elsewhere.</summary>
    private static bool IsMixed(ReadOnlySpan<byte> segment, ReadOnlySpan<byte> value) =>
        IsMixed(segment) || ((Randomness.Classes(segment) & 6) == 6 && IsMixed(value));

    private static bool IsMixed(ReadOnlySpan<byte> segment) => (Randomness.Classes(segment) & 1) != 0 && (Randomness.Classes(segment) & 6) != 0;

    private static bool IsDrawn(ReadOnlySpan<byte> value, float entropy) =>
        Randomness.Entropy(value) >= entropy && !Placeholder.Is(value) && !Placeholder.IsDocumented(value);

    /// <summary>A bare value that is called, indexed or followed by a member is code.</summary>
    private static bool IsCode(ReadOnlySpan<byte> text, in AssignedValue value) =>
        !value.IsQuoted && value.End < text.Length && (text[value.End] is (byte)'(' or (byte)'[' || IsTypeArgument(text[value.End..]));

    /// <summary>Whether an angle bracket opens something, and does not close an element.</summary>
    public static bool IsTypeArgument(ReadOnlySpan<byte> text) => text[0] == '<' && !text.StartsWith("</"u8);

    private static bool IsUuid(ReadOnlySpan<byte> value) => value.Length == 36 && value[8] == '-' && value[13] == '-' && value[18] == '-' && value[23] == '-';

    private static ReadOnlySpan<byte> LongestSegment(ReadOnlySpan<byte> value)
    {
        var longest = ReadOnlySpan<byte>.Empty;
        for (var at = 0; at < value.Length; at++)
        {
            var length = ByteClass.Alphanumeric.Run(value[at..], value.Length);
            if (length > longest.Length)
            {
                longest = value.Slice(at, length);
            }

            at += length;
        }

        return longest;
    }
}
