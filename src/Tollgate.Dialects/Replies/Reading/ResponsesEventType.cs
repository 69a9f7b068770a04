namespace Tollgate.Dialects.Replies.Reading;

/// <summary>What the type of a Responses event says.</summary>
/// <param name="Kind">What it opens, carries or closes.</param>
/// <param name="IsMedia">Whether its delta is base64 media, not text.</param>
/// <param name="IsError">Whether it reports a failure.</param>
internal readonly record struct ResponsesEventType(EventKind Kind, bool IsMedia, bool IsError);
