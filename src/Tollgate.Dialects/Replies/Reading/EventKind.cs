namespace Tollgate.Dialects.Replies.Reading;

/// <summary>The events of Messages and Responses streams that decide what is open.</summary>
internal enum EventKind : byte
{
    /// <summary>Nothing that opens or closes anything.</summary>
    Other,
    /// <summary>message_start, response.created, response.in_progress.</summary>
    Started,
    /// <summary>content_block_start, response.output_item.added.</summary>
    ItemOpened,
    /// <summary>content_block_stop, response.output_item.done.</summary>
    ItemClosed,
    /// <summary>response.content_part.added, response.reasoning_summary_part.added.</summary>
    PartOpened,
    /// <summary>response.content_part.done, response.reasoning_summary_part.done.</summary>
    PartClosed,
    /// <summary>A piece of text, reasoning or arguments.</summary>
    Delta,
    /// <summary>The full text of a part, before the part is closed.</summary>
    TextDone,
    /// <summary>message_delta.</summary>
    Stopping,
    /// <summary>message_stop, response.completed, response.incomplete, response.failed.</summary>
    Ended,
}
