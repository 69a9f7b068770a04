using Microsoft.AspNetCore.Http;
using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>What a call is attributed to.</summary>
internal static class CallAttribution
{
    /// <summary>From headers and body; what the client says only adds.</summary>
    public static Attribution Read(AttributionReader reader, HttpContext http, Caller caller, CallRequest request)
    {
        ref var facts = ref request.Facts;
        var body = request.Body.Span;
        var said = new BodyAttribution(
            Text(facts.User, body) ?? Text(facts.SafetyIdentifier, body) ?? Text(facts.MetadataAccount, body),
            Text(facts.MetadataUserId, body),
            Text(facts.MetadataSession, body));
        return reader.Read(http.Request.Headers, caller, said);
    }

    private static string? Text(Slice slice, ReadOnlySpan<byte> body) => slice.IsEmpty ? null : RawText.Read(slice.Of(body));
}
