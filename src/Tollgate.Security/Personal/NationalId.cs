using System.Buffers;

namespace Tollgate.Security.Personal;

/// <summary>A kind of national number: how many digits, how they are grouped, and what must be true of them.</summary>
/// <param name="Rule">What it is.</param>
/// <param name="Count">How many digits it has.</param>
/// <param name="Layout">The grouping that speaks for itself; 0 when only words do.</param>
/// <param name="Words">Words that name it.</param>
/// <param name="Passes">Its checksum and form.</param>
/// <param name="Separator">The separator that the grouping needs; 0 for any.</param>
internal sealed record NationalId(Rule Rule, int Count, ulong Layout, SearchValues<string> Words, NationalId.Check Passes, byte Separator = 0)
{
    /// <summary>Judges the digits.</summary>
    public delegate bool Check(in Digits number);

    /// <summary>How sure it is that the number is of this kind; 0 for not at all.</summary>
    public float Confidence(in Digits number, ReadOnlySpan<byte> text)
    {
        if (number.Count != Count || !Passes(number))
        {
            return 0;
        }

        var isTold = Surroundings.Contain(text, number.Start, Words);
        var isGrouped = Layout != 0 && number.Layout == Layout && (Separator == 0 || number.Separators == Separator);
        return isTold ? 0.92f : isGrouped ? 0.75f : 0;
    }
}
