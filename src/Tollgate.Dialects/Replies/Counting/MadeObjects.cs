using System.Text.Json;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>The provider objects that a reply names as its own: output items, containers, files, speech. Later calls may name them.</summary>
internal struct MadeObjects
{
    /// <summary>More than a long run of built-in tools makes; a reply with more of them is remembered up to here.</summary>
    public const int Most = 64;

    /// <summary>Ids of items are about 53 characters long; what is longer than this is no id.</summary>
    public const int LongestId = 96;

    private List<MadeObject>? _all;

    /// <summary>All of them, in the order of the reply, each once.</summary>
    public readonly IReadOnlyList<MadeObject> All => _all ?? (IReadOnlyList<MadeObject>)[];

    /// <summary>Notes the id that the reader stands on; null and other types are none. Streams repeat ids, so only a new one costs anything.</summary>
    public void Note(ProviderObjectKind kind, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length is 0 or > LongestId || _all?.Count == Most)
        {
            return;
        }

        _all ??= [];
        foreach (var made in _all)
        {
            if (made.Kind == kind && reader.ValueTextEquals(made.Id))
            {
                return;
            }
        }

        _all.Add(new MadeObject(kind, reader.GetString()!));
    }
}
