using Tollgate.Dialects.Requests;

namespace Tollgate.Pricing.Bounds;

/// <summary>The last prompts of one session: several, for an agent's helpers talk in the same session at the same time.</summary>
internal sealed class SessionMemory(SessionKey key)
{
    private const int MostRecords = 8;

    private PrefixRecord[] _records = [];

    /// <summary>Whose prompts these are.</summary>
    public SessionKey Key => key;

    /// <summary>All parts that are held.</summary>
    public int Parts { get; private set; }

    /// <summary>The prompts, newest first; never changed in place.</summary>
    public PrefixRecord[] Records => Volatile.Read(ref _records);

    /// <summary>The prompt that shares the longest beginning.</summary>
    public static PrefixRecord? Nearest(PrefixRecord[] records, UInt128 head, ReadOnlySpan<PromptPart> parts)
    {
        PrefixRecord? nearest = null;
        var longest = -1;
        foreach (var record in records)
        {
            if (record.Head == head && record.CommonWith(parts) is var common && common > longest)
            {
                (nearest, longest) = (record, common);
            }
        }

        return nearest;
    }

    /// <summary>Takes a prompt in, in place of those that it continues; one writer at a time.</summary>
    public void Add(PrefixRecord record)
    {
        var kept = new List<PrefixRecord>(MostRecords) { record };
        foreach (var old in _records)
        {
            var isContinued = old.Head == record.Head && old.Parts.Length <= record.Parts.Length && old.CommonWith(record.Parts) == old.Parts.Length;
            if (!isContinued && kept.Count < MostRecords)
            {
                kept.Add(old);
            }
        }

        Parts = kept.Sum(one => one.Parts.Length);
        Volatile.Write(ref _records, [.. kept]);
    }
}
