namespace Tollgate.Dialects.Requests.Prompts;

/// <summary>Collects parts into a span of the caller's.</summary>
internal ref struct PartList(Span<PromptPart> parts)
{
    private readonly Span<PromptPart> _parts = parts;

    /// <summary>How many are collected.</summary>
    public int Count { get; private set; }

    /// <summary>Whether one did not fit.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The part at an index.</summary>
    public readonly ref PromptPart this[int index] => ref _parts[index];

    public void Add(PromptPart part)
    {
        if (Count == _parts.Length)
        {
            IsFull = true;
            return;
        }

        _parts[Count] = part;
        Count++;
    }
}
