using System.Buffers;
using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Pricing.Bounds;

/// <summary>
/// Remembers what providers reported for the prompts of a session, so that the next prompt's input is bounded by that and by what is new in it:
/// tokens(new) ≤ reported(earlier) + the bound of every part that the earlier prompt did not have (the proof is at <see cref="PromptParts"/>).
/// The least recently used session is forgotten first; then the bound is by bytes again, which is looser and as true.
/// </summary>
internal sealed class SessionPrefixes
{
    /// <summary>Parts held over all sessions, at 48 bytes each: 24 MB.</summary>
    public const int MostParts = 500_000;

    private const int MostPartsOfOne = 4096;

    private readonly int _mostParts;
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionKey, LinkedListNode<SessionMemory>> _sessions = [];
    private readonly LinkedList<SessionMemory> _byUse = [];
    private int _parts;

    /// <summary>A memory for up to <paramref name="mostParts"/> parts.</summary>
    public SessionPrefixes(int mostParts = MostParts) => _mostParts = mostParts;

    /// <summary>The sessions that are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>A proven input bound for a prompt; null when nothing earlier helps.</summary>
    public SharpInput? Find(Guid keyId, string session, PricedModel model, Surface surface, in RequestFacts facts, ReadOnlySpan<byte> body)
    {
        var records = Records(new SessionKey(keyId, session, model.Provider, model.UpstreamModel));
        if (records.Length == 0 || facts.ServerTools > 0)
        {
            return null;
        }

        var parts = ArrayPool<PromptPart>.Shared.Rent(MostPartsOfOne);
        try
        {
            var count = PromptParts.Read(surface, body, facts, parts.AsSpan(0, MostPartsOfOne), out var head);
            return count > 0 && SessionMemory.Nearest(records, head, parts.AsSpan(0, count)) is { } nearest
                ? Bound(nearest.Tokens, nearest.GapTo(parts.AsSpan(0, count)), facts.NestedTools, model.Traits)
                : null;
        }
        finally
        {
            ArrayPool<PromptPart>.Shared.Return(parts);
        }
    }

    /// <summary>Remembers the input that a provider reported for a prompt it answered to the end.</summary>
    public void Remember(Guid keyId, string session, PricedModel model, Surface surface, in RequestFacts facts, ReadOnlySpan<byte> body, long reportedInput)
    {
        if (reportedInput <= 0 || facts.ServerTools > 0)
        {
            return;
        }

        var parts = ArrayPool<PromptPart>.Shared.Rent(MostPartsOfOne);
        try
        {
            var count = PromptParts.Read(surface, body, facts, parts.AsSpan(0, MostPartsOfOne), out var head);
            if (count > 0)
            {
                Add(new SessionKey(keyId, session, model.Provider, model.UpstreamModel), new PrefixRecord(head, parts[..count], reportedInput));
            }
        }
        finally
        {
            ArrayPool<PromptPart>.Shared.Return(parts);
        }
    }

    /// <summary>
    /// The earlier report, and each new part at its most: its bytes, the constant of a message, its images. A part may hold tools of its own.
    /// Media whose tokens their bytes do not bound leave nothing to be sharp about.
    /// </summary>
    private static SharpInput? Bound(long reported, in PromptGap gap, int nestedTools, ModelTraits traits)
    {
        if (gap.AudioParts + gap.Documents + gap.Videos > 0 || (gap.Images > 0 && traits.TokensPerImage == 0))
        {
            return null;
        }

        var text = (long)decimal.Ceiling(gap.Bytes * traits.MaxTokensPerByte);
        var constants = ((long)gap.Apart * Math.Max(traits.TokensPerMessage, traits.TokensPerTool)) + ((long)nestedTools * traits.TokensPerTool);
        return new SharpInput(reported + text + constants + (gap.Images * traits.TokensPerImage));
    }

    private PrefixRecord[] Records(in SessionKey key)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(key, out var node))
            {
                return [];
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Records;
        }
    }

    private void Add(in SessionKey key, PrefixRecord record)
    {
        lock (_lock)
        {
            if (_sessions.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
            }
            else
            {
                _sessions.Add(key, node = new LinkedListNode<SessionMemory>(new SessionMemory(key)));
            }

            _byUse.AddFirst(node);
            _parts -= node.Value.Parts;
            node.Value.Add(record);
            _parts += node.Value.Parts;
            while (_parts > _mostParts && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _ = _sessions.Remove(oldest.Value.Key);
                _parts -= oldest.Value.Parts;
            }
        }
    }
}
