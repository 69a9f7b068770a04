using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Requests.Reading;

namespace Tollgate.Dialects.Requests;

/// <summary>
/// Reads a request body once, without allocation, into <see cref="RequestFacts"/>, and refuses what a provider could read in
/// another way than the gateway did (CONTRACT 4). Nothing that it is fed makes it throw.
/// </summary>
public static class RequestReader
{
    /// <summary>How deep a body may be nested.</summary>
    public const int MaxDepth = 64;

    /// <summary>
    /// Reads a body. On a fault <paramref name="where"/> says where it is, and the facts are not to be used: except with a missing model,
    /// which a path can name instead.
    /// </summary>
    public static RequestFault TryRead(Surface surface, ReadOnlySpan<byte> body, ref RequestFacts facts, out Slice where)
    {
        facts = default;
        facts.Choices = 1;
        facts.HonoursMaxUses = surface is Surface.Messages or Surface.CountTokens;
        facts.MaxTokens = facts.MaxCompletionTokens = facts.MaxOutputTokens = facts.MaxToolCalls = LimitSlot.Absent;
        var fault = Encoding8.Check(body, out where);
        if (fault != RequestFault.None)
        {
            return fault;
        }

        var cursor = new JsonCursor(body, IsGemini(surface) ? FieldNames.Gemini : FieldNames.Plain);
        var isWhole = false;
        try
        {
            ReadObject(ref cursor, ref facts, surface);
            isWhole = cursor.Fault == RequestFault.None;
            if (isWhole)
            {
                cursor.Read();
            }
        }
        catch (JsonException)
        {
            where = new Slice(Math.Min(cursor.Consumed, Math.Max(0, body.Length - 1)), Math.Min(1, body.Length));
            return FaultOf(body, cursor, isWhole);
        }

        where = cursor.Where;
        return cursor.Fault == RequestFault.None ? Finish(surface, body, ref facts, out where) : cursor.Fault;
    }

    private static bool IsGemini(Surface surface) => surface >= Surface.GenerateContent;

    private static void ReadObject(ref JsonCursor cursor, ref RequestFacts facts, Surface surface)
    {
        cursor.Read();
        if (cursor.Token != JsonTokenType.StartObject)
        {
            cursor.Fail(RequestFault.NotAnObject, new Slice(cursor.Start, cursor.Consumed - cursor.Start));
            return;
        }

        facts.InsertAt = cursor.Consumed;
        if (IsGemini(surface))
        {
            GeminiBody.Read(ref cursor, ref facts);
        }
        else
        {
            PlainBody.Read(ref cursor, ref facts, surface);
        }

        facts.IsEmptyObject = cursor.Consumed > 0 && cursor.Body[facts.InsertAt..(cursor.Consumed - 1)].Trim(" \t\r\n"u8).IsEmpty;
    }

    private static RequestFault FaultOf(ReadOnlySpan<byte> body, in JsonCursor cursor, bool isWhole)
    {
        if (isWhole)
        {
            return RequestFault.TrailingData;
        }

        return cursor.Depth >= MaxDepth && cursor.Consumed < body.Length && body[cursor.Consumed] is (byte)'{' or (byte)'[' ? RequestFault.TooDeep : RequestFault.NotJson;
    }

    private static RequestFault Finish(Surface surface, ReadOnlySpan<byte> body, ref RequestFacts facts, out Slice where)
    {
        where = Slice.None;
        FactsFinisher.Finish(surface, body, ref facts);
        if (facts.Model.IsEmpty && !IsGemini(surface) && surface is not (Surface.PassThrough or Surface.Moderations))
        {
            where = new Slice(0, body.Length);
            return RequestFault.MissingModel;
        }

        return RequestFault.None;
    }
}
