namespace Tollgate.Guards.Streams;

/// <summary>The members of stream events that hold a piece of a text that grows, in any dialect.</summary>
internal static class StreamNames
{
    /// <summary>A member that says which text is meant.</summary>
    public const uint Index = 1;

    private const uint First = 2;

    /// <summary>Whether pieces of this name are JSON.</summary>
    public static bool IsArguments(uint name) => name is First + 3 or First + 4;

    /// <summary>Whether an event brings pieces of what a tool is called with, by its type: their own name is that of every piece.</summary>
    public static bool IsOfCall(ReadOnlySpan<byte> happening) =>
        happening.IndexOf("arguments.delta\""u8) >= 0 || happening.IndexOf("_input.delta\""u8) >= 0 || happening.IndexOf("_code.delta\""u8) >= 0;

    /// <summary>Whether an event says again what others have said.</summary>
    public static bool IsRepeated(ReadOnlySpan<byte> happening) =>
        happening.IndexOf("response.output_item.done"u8) >= 0 || happening.IndexOf("response.completed"u8) >= 0 || happening.IndexOf("response.incomplete"u8) >= 0;

    /// <summary>A number for the name: <see cref="Index"/>, above it for pieces, 0 for everything else.</summary>
    public static uint Of(ReadOnlySpan<byte> name)
    {
        if (name.EndsWith("index"u8))
        {
            return Index;
        }

        return name switch
        {
            _ when name.SequenceEqual("content"u8) => First,
            _ when name.SequenceEqual("text"u8) => First + 1,
            _ when name.SequenceEqual("delta"u8) => First + 2,
            _ when name.SequenceEqual("arguments"u8) => First + 3,
            _ when name.SequenceEqual("partial_json"u8) => First + 4,
            _ when name.SequenceEqual("thinking"u8) => First + 5,
            _ when name.StartsWith("reasoning"u8) => First + 6,
            _ when name.SequenceEqual("refusal"u8) => First + 7,
            _ when name.SequenceEqual("transcript"u8) => First + 8,
            _ when name.SequenceEqual("code"u8) => First + 9,
            _ => 0,
        };
    }
}
