using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.ModelCalls.Bills;

/// <summary>The operation of a batch of Gemini's: once it is done it holds all answers, or names the file that does.</summary>
internal static class ContentBatch
{
    /// <summary>Whether the batch has come to its end.</summary>
    public static bool IsDone(ReadOnlyMemory<byte> operation)
    {
        try
        {
            using var document = JsonDocument.Parse(operation);
            return IsDone(document.RootElement);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What the answers cost; null while it runs, when they are in a file, and when one of them cannot be read or priced.</summary>
    public static Money? Cost(ReadOnlyMemory<byte> operation, UsageContainment containment, BatchAnswer.PriceOf price)
    {
        try
        {
            using var document = JsonDocument.Parse(operation);
            var root = document.RootElement;
            if (!IsDone(root))
            {
                return null;
            }

            // A batch that failed as a whole made no answer.
            return Answers(root) is { } answers ? Sum(answers, containment, price) : root.TryGetProperty("error", out _) ? Money.Zero : null;
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsDone(JsonElement root) => root.TryGetProperty("done", out var done) && done.ValueKind == JsonValueKind.True;

    private static Money? Sum(JsonElement answers, UsageContainment containment, BatchAnswer.PriceOf price)
    {
        var sum = Money.Zero;
        foreach (var answer in answers.EnumerateArray())
        {
            if (BatchAnswer.OfContent(answer, containment, price) is not { } cost)
            {
                return null;
            }

            sum += cost;
        }

        return sum;
    }

    /// <summary>The list stands in the answer of the operation, and in its description too; it is one list.</summary>
    private static JsonElement? Answers(JsonElement root) => At(root, "response", "inlinedResponses", "inlinedResponses") ?? At(root, "metadata", "output", "inlinedResponses", "inlinedResponses");

    private static JsonElement? At(JsonElement place, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(step, out place))
            {
                return null;
            }
        }

        return place.ValueKind == JsonValueKind.Array ? place : null;
    }
}
