namespace Tollgate.Dialects.Replies.Relaying;

/// <summary>What becomes of an event's bytes.</summary>
internal enum EventFate : byte
{
    /// <summary>They go to the client at once.</summary>
    Forward,
    /// <summary>They wait until the call is settled.</summary>
    Hold,
    /// <summary>The client did not ask for them.</summary>
    Drop,
}
