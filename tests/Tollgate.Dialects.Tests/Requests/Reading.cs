using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>Shorthand of the request tests: reads a body, and answers text of it.</summary>
internal static class Reading
{
    public static RequestFacts Facts(Surface surface, string body)
    {
        var facts = default(RequestFacts);
        var fault = RequestReader.TryRead(surface, Encoding.UTF8.GetBytes(body), ref facts, out var where);
        Assert.True(fault == RequestFault.None, $"{fault} at {where} in {body}");
        return facts;
    }

    public static RequestFault Fault(Surface surface, string body) => Fault(surface, Encoding.UTF8.GetBytes(body), out _);

    public static RequestFault Fault(Surface surface, ReadOnlySpan<byte> body, out Slice where)
    {
        var facts = default(RequestFacts);
        return RequestReader.TryRead(surface, body, ref facts, out where);
    }

    public static string Text(string body, Slice slice) => Encoding.UTF8.GetString(slice.Of(Encoding.UTF8.GetBytes(body)));
}
