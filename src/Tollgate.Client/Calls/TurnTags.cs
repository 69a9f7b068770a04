using Microsoft.Extensions.AI;

namespace Tollgate.Client.Calls;

/// <summary>The tags that travel in the options of one turn.</summary>
internal static class TurnTags
{
    /// <summary>Their key among the additional properties.</summary>
    public const string Key = "tollgate.tags";

    /// <summary>Takes the tags out: a client library may send on to the provider what it finds there.</summary>
    public static (CallTags Tags, ChatOptions? Plain) Take(ChatOptions? options)
    {
        if (options?.AdditionalProperties?.TryGetValue(Key, out var found) is not true || found is not CallTags tags)
        {
            return (CallTags.None, options);
        }

        var rest = options.Clone();
        _ = rest.AdditionalProperties!.Remove(Key);
        return (tags, rest);
    }
}
