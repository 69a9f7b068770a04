using Tollgate.Dialects.Replies.Reading;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>What the readers have found in a reply so far: written by them, read by the meter and the relay.</summary>
internal sealed class ReplyFindings
{
    /// <summary>The usage report.</summary>
    public UsageFields Fields;

    /// <summary>Internal turns that the report lists outside its own totals.</summary>
    public UsageFields Turns;

    /// <summary>The response, message or completion id.</summary>
    public ShortText ObjectId;

    /// <summary>What else the reply made at the provider.</summary>
    public MadeObjects Made;

    /// <summary>The model that served.</summary>
    public ShortText Model;

    /// <summary>The service tier that served.</summary>
    public ShortText Tier;

    /// <summary>The speed that served.</summary>
    public ShortText Speed;

    /// <summary>The region that served.</summary>
    public ShortText Region;

    /// <summary>Why the model stopped.</summary>
    public ShortText FinishReason;

    /// <summary>Why a Responses answer is incomplete.</summary>
    public ShortText IncompleteReason;

    /// <summary>What the current event is.</summary>
    public EventFacts Event;

    /// <summary>Tool calls of Responses seen one by one in a stream.</summary>
    public ToolTally StreamedTools;

    /// <summary>Tool calls of Responses in the final list of output items.</summary>
    public ToolTally FinalTools;

    /// <summary>Grounding queries of Gemini.</summary>
    public GroundingTally Grounding;

    /// <summary>Choices or candidates that have begun and not finished.</summary>
    public ChoiceSet Choices;

    /// <summary>The provider's own cost.</summary>
    public decimal? Cost;

    /// <summary>What the provider behind an aggregator charged.</summary>
    public decimal? UpstreamCost;

    /// <summary>Bytes of text, reasoning and tool arguments.</summary>
    public long OutputBytes;

    /// <summary>Unix time the reply bears, 0 when none.</summary>
    public long Created;

    /// <summary>The last sequence number of a Responses stream; −1 before the first.</summary>
    public long Sequence = -1;

    /// <summary>Whether anything of the model's answer was seen, be it text, audio or a tool call.</summary>
    public bool SawContent;

    /// <summary>Whether the model said why it stopped.</summary>
    public bool SawFinish;

    /// <summary>Whether the reply carries an error.</summary>
    public bool SawError;

    /// <summary>Whether something could not be read.</summary>
    public bool IsMalformed;

    /// <summary>Whether an internal turn ran on another model.</summary>
    public bool HasForeignTurn;

    /// <summary>A new event begins.</summary>
    public void BeginEvent()
    {
        Event = default;
        Fields.BeginEvent();
    }

    /// <summary>Counts bytes of the model's answer.</summary>
    public void CountOutput(long bytes)
    {
        OutputBytes += bytes;
        SawContent |= bytes > 0;
        Event.HasContent |= bytes > 0;
    }

    /// <summary>A choice or candidate was read to its end.</summary>
    public void EndChoice(int index, bool isFinished)
    {
        Choices.Begin(index);
        if (isFinished)
        {
            Choices.Finish(index);
            Event.HasFinish = true;
            SawFinish = Choices.IsFinished;
        }
    }

    /// <summary>The output item of the current event is finished.</summary>
    public void CountStreamedTool(UsageContainment containment) =>
        StreamedTools.Add(Event.Tool, containment.Has(UsageQuirks.WebSearchPerCall));
}
