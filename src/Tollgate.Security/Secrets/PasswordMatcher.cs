using System.Buffers;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>Judges values that are assigned to names of passwords, which people choose and which therefore need not look random.</summary>
internal static class PasswordMatcher
{
    private const int LeastLength = 6;
    private const int MostLength = 128;
    private const int GoodLength = 8;
    private static readonly SearchValues<byte> Unlikely = SearchValues.Create(" \t|\\"u8);
    private static readonly ByteClass Identifier = ByteClass.Parse("A-Za-z_.");

    /// <summary>Reports the password that is assigned at the place.</summary>
    public static void Match(in SecretPlace place, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (!AssignedValue.TryRead(text, place.End, out var value) || value.IsListed || !LooksChosen(text[value.Start..value.End]))
        {
            return;
        }

        var found = text[value.Start..value.End];
        if ((value.IsQuoted || !IsCode(text, place, value)) && !NameWords.IsHarmless(value.Suffix) && !Placeholder.Is(found) && !IsHash(found))
        {
            Report(place.Rule.Rule, found, value, ref sink);
        }
    }

    private static void Report(Rule rule, ReadOnlySpan<byte> found, in AssignedValue value, ref ScanSink sink)
    {
        var isGood = found.Length >= GoodLength && int.PopCount(Randomness.Classes(found)) >= 3;
        sink.Report(rule, rule.Severity, isGood ? 0.8f : 0.6f, value.Start, value.End);
    }

    /// <summary>A bare value in code is an expression: settings files and command lines have no blank around the sign, or a plain colon.</summary>
    private static bool IsCode(ReadOnlySpan<byte> text, in SecretPlace place, in AssignedValue value)
    {
        var next = value.End < text.Length ? text[value.End] : (byte)'\n';
        var between = text[(place.End + value.Suffix.Length)..value.Start];
        return next is (byte)'(' or (byte)'[' or (byte)'.' or (byte)'{' || (next == '<' && AssignmentMatcher.IsTypeArgument(text[value.End..])) || between.ContainsAny((byte)'(', (byte)'?', (byte)',')
            || (next is (byte)';' or (byte)',' or (byte)')' && between.Contains((byte)' '));
    }

    /// <summary>Letters with digits or marks, in one piece; a bare word is a name or a translation.</summary>
    private static bool LooksChosen(ReadOnlySpan<byte> value) =>
        value.Length is >= LeastLength and <= MostLength && !value.ContainsAny(Unlikely)
        && Identifier.Run(value, value.Length) != value.Length && (Randomness.Classes(value) & 6) != 0
        && !value.StartsWith("http"u8) && !value.StartsWith("arn:"u8) && value[0] is not ((byte)'/' or (byte)'.' or (byte)'#');

    private static bool IsHash(ReadOnlySpan<byte> value) =>
        value.StartsWith("$2"u8) || value.StartsWith("$argon2"u8) || value.StartsWith("pbkdf2"u8) || value.StartsWith("sha"u8) || value.StartsWith("scrypt"u8) || value.StartsWith("$6$"u8) || value.StartsWith("{SHA"u8);
}
