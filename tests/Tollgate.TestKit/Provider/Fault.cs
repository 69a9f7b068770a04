namespace Tollgate.TestKit.Provider;

/// <summary>A way in which an answer breaks.</summary>
public enum Fault
{
    /// <summary>It does not.</summary>
    None,
    /// <summary>Nothing is ever sent.</summary>
    Hang,
    /// <summary>The connection is reset before the first byte.</summary>
    Reset,
    /// <summary>The stream stands still after some events and never goes on.</summary>
    Stall,
    /// <summary>The connection is reset after some events (or half of the body).</summary>
    ResetMid,
    /// <summary>The stream ends in good order after some events, without its terminal event.</summary>
    EndMid,
    /// <summary>The stream carries the provider's error event after some events.</summary>
    ErrorMid,
    /// <summary>The JSON body ends in its middle, the HTTP message does not.</summary>
    Truncate,
    /// <summary>The body is no JSON; in a stream one event's data is no JSON.</summary>
    Malformed,
    /// <summary>The stream holds a line that is no server-sent event field.</summary>
    MalformedLine,
    /// <summary>Content-Length announces more than is sent.</summary>
    WrongLength,
}
