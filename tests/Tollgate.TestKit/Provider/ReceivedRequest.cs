using System.Text;

namespace Tollgate.TestKit.Provider;

/// <summary>A request as it reached the fake provider.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Protocol">Such as "HTTP/1.1".</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, as on the wire.</param>
/// <param name="Headers">All headers.</param>
/// <param name="Body">The body, byte for byte.</param>
/// <param name="At">When its body was complete.</param>
public sealed record ReceivedRequest(
    long Number, string Protocol, string Method, string Target,
    IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset At)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>A header; null when it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
