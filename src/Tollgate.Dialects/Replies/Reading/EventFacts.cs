using Tollgate.Core;
using Tollgate.Dialects.Replies.Counting;

namespace Tollgate.Dialects.Replies.Reading;

/// <summary>What one event of a stream is: what the relay must know to forward, hold or drop it. Slices are places in its data.</summary>
internal struct EventFacts
{
    /// <summary>Whether it ends the stream.</summary>
    public bool IsTerminal;

    /// <summary>Whether it reports usage.</summary>
    public bool HasUsage;

    /// <summary>Whether its list of choices is there and empty.</summary>
    public bool HasNoChoices;

    /// <summary>Whether it carries a part of the model's answer.</summary>
    public bool HasContent;

    /// <summary>Whether a choice finishes in it.</summary>
    public bool HasFinish;

    /// <summary>What kind of event it is, where the dialect names them.</summary>
    public EventKind Kind;

    /// <summary>Raw text of the event's type, where it is in the data.</summary>
    public Slice Type;

    /// <summary>Raw text of a delta, without its quotes.</summary>
    public Slice Delta;

    /// <summary>Bytes of the delta once its escapes are resolved.</summary>
    public long DeltaLength;

    /// <summary>What the output item costs beside its tokens.</summary>
    public ToolItem Tool;

    /// <summary>The output item, part or response object it carries.</summary>
    public Slice Payload;

    /// <summary>Output item or content block.</summary>
    public int Index;

    /// <summary>Content or summary part.</summary>
    public int Part;
}
