namespace Tollgate.Guards.Scanning;

/// <summary>
/// Short texts that were looked through and held nothing. Clients send the same headers and queries with every call: one comparison instead of
/// a scan, and nothing allocated. Bounded, and a newer text takes an older one's place.
/// </summary>
internal sealed class KnownClean
{
    private const int Slots = 1024;
    private const int LongestText = 256;
    private readonly string?[] _slots = new string?[Slots];

    /// <summary>Whether the text is known to hold nothing.</summary>
    public bool Has(string text) => text.Length <= LongestText && Volatile.Read(ref _slots[Slot(text)]) is { } known && known.Equals(text, StringComparison.Ordinal);

    /// <summary>The text holds nothing.</summary>
    public void Add(string text)
    {
        if (text.Length <= LongestText)
        {
            Volatile.Write(ref _slots[Slot(text)], text);
        }
    }

    private static int Slot(string text) => text.GetHashCode(StringComparison.Ordinal) & (Slots - 1);
}
