using System.Buffers;
using System.Text;

namespace Tollgate.Security.Unfolding;

/// <summary>
/// Makes the readable form of a text in one pass: JSON and source escapes, percent escapes, character references, invisible characters,
/// letters of other alphabets among ASCII letters, styled letters, runs that are shown backwards.
/// </summary>
internal static class Unfolder
{
    private const int LongestWord = 48;
    private const int LongestReversal = 4096;
    private static readonly SearchValues<byte> Triggers = MakeTriggers();

    /// <summary>Writes the readable form; what changed says how much of it was hidden.</summary>
    public static Unfolded Unfold(ReadOnlySpan<byte> text, SpanMap? parent, TextView view)
    {
        var at = NextTrigger(text, 0);
        if (at < 0)
        {
            return Unfolded.Nothing;
        }

        view.Reset(text.Length + 16, parent);
        var state = new UnfoldState(view);
        while (at >= 0)
        {
            var read = ReadAt(text, at, ref state);
            at = NextTrigger(text, at + Math.Max(1, read));
        }

        state.CopyUpTo(text, text.Length);
        state.EndReversal();
        return state.Changed;
    }

    private static int NextTrigger(ReadOnlySpan<byte> text, int from)
    {
        var found = text[from..].IndexOfAny(Triggers);
        return found < 0 ? -1 : from + found;
    }

    private static int ReadAt(ReadOnlySpan<byte> text, int at, ref UnfoldState state)
    {
        var rest = text[at..];
        var length = 0;
        var value = -1;
        switch (rest[0])
        {
            case (byte)'+':
                return Joints.TryFind(text, at, out var joint, out var end) ? state.Join(text, joint, at, end) : 0;
            case (byte)'\\':
                return ReadSlash(text, at, ref state);
            case (byte)'%':
                length = Escape.ReadPercent(rest, out value);
                return state.Write(text, at, length, value, isDeep: true, isByte: true);
            case (byte)'&':
                length = Escape.ReadEntity(rest, out value);
                return state.Write(text, at, length, value, isDeep: true, isByte: false);
            default:
                return ReadCharacter(text, at, ref state);
        }
    }

    private static int ReadSlash(ReadOnlySpan<byte> text, int at, ref UnfoldState state)
    {
        if (Joints.ContinuedLine(text, at) is > 0 and var continued)
        {
            return state.Drop(text, at, continued);
        }

        var length = Escape.ReadBackslash(text[at..], out var value);
        return state.Write(text, at, length, value, isDeep: length > 2 || value == '/', isByte: length == 4);
    }

    private static int ReadCharacter(ReadOnlySpan<byte> text, int at, ref UnfoldState state)
    {
        if (Rune.DecodeFromUtf8(text[at..], out var rune, out var length) != OperationStatus.Done)
        {
            return 0;
        }

        if (rune.Value is 0x202E or 0x202D or 0x2067 or 0x202C or 0x2069)
        {
            state.Turn(text, at, length, isStart: rune.Value is 0x202E or 0x2067);
            return length;
        }

        var folded = Fold(text, at, rune);
        return folded == Folding.Kept ? length : WriteFolded(text, at, length, rune, folded, ref state);
    }

    private static int Fold(ReadOnlySpan<byte> text, int at, Rune rune)
    {
        var folded = Folding.Of(rune);
        if (folded != Folding.Kept)
        {
            return folded;
        }

        folded = Folding.LookAlike(rune);
        return folded != Folding.Kept && StandsAmongAscii(text, at) ? folded : Folding.Kept;
    }

    private static int WriteFolded(ReadOnlySpan<byte> text, int at, int length, Rune rune, int folded, ref UnfoldState state)
    {
        if (rune.Value >= 0xE0000 && !(at >= 4 && text[at - 4] == 0xF3))
        {
            state.Separate(text, at);
        }

        return folded == Folding.Dropped
            ? state.Drop(text, at, length)
            : state.Write(text, at, length, folded, isDeep: true, isByte: false);
    }

    /// <summary>Whether the word around the place has an ASCII letter too: whole words of another alphabet are left alone.</summary>
    private static bool StandsAmongAscii(ReadOnlySpan<byte> text, int at)
    {
        for (var back = at - 1; back >= 0 && at - back < LongestWord && IsWord(text[back]); back--)
        {
            if (char.IsAsciiLetter((char)text[back]))
            {
                return true;
            }
        }

        for (var next = at; next < text.Length && next - at < LongestWord && IsWord(text[next]); next++)
        {
            if (char.IsAsciiLetter((char)text[next]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWord(byte value) => value >= 0x80 || char.IsAsciiLetterOrDigit((char)value) || value == '_';

    private static SearchValues<byte> MakeTriggers()
    {
        var bytes = new byte[128 + 4];
        for (var value = 0; value < 128; value++)
        {
            bytes[value] = (byte)(value + 128);
        }

        "\\%&+"u8.CopyTo(bytes.AsSpan(128));
        return SearchValues.Create(bytes);
    }

    /// <summary>The longest run that is turned round.</summary>
    internal static bool IsTooLong(int bytes) => bytes > LongestReversal;
}
