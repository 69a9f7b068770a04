namespace Tollgate.Dialects.Replies.Reading;

/// <summary>The event types of Responses streams. New kinds of deltas and dones come often, so they are known by their ending.</summary>
internal static class ResponsesEvents
{
    private static readonly Keys Known = new(
        "response.created", "response.in_progress", "response.queued", "response.output_item.added", "response.output_item.done",
        "response.content_part.added", "response.reasoning_summary_part.added", "response.content_part.done",
        "response.reasoning_summary_part.done", "response.completed", "response.incomplete", "response.failed", "error",
        "response.audio.delta", "response.output_audio.delta", "response.audio.done", "response.output_audio.done");

    private static readonly ResponsesEventType[] Types =
    [
        new(EventKind.Started, false, false), new(EventKind.Started, false, false), new(EventKind.Started, false, false),
        new(EventKind.ItemOpened, false, false), new(EventKind.ItemClosed, false, false),
        new(EventKind.PartOpened, false, false), new(EventKind.PartOpened, false, false), new(EventKind.PartClosed, false, false),
        new(EventKind.PartClosed, false, false), new(EventKind.Ended, false, false), new(EventKind.Ended, false, false),
        new(EventKind.Ended, false, true), new(EventKind.Other, false, true),
        new(EventKind.Delta, true, false), new(EventKind.Delta, true, false), new(EventKind.Other, true, false), new(EventKind.Other, true, false),
    ];

    /// <summary>What a type says; an unknown one says nothing unless it ends in ".delta" or ".done".</summary>
    public static ResponsesEventType Type(ReadOnlySpan<byte> name)
    {
        var known = Known.Find(name);
        if (known >= 0)
        {
            return Types[known];
        }

        if (name.EndsWith(".delta"u8))
        {
            return new ResponsesEventType(EventKind.Delta, false, false);
        }

        return new ResponsesEventType(name.EndsWith(".done"u8) ? EventKind.TextDone : EventKind.Other, false, false);
    }
}
