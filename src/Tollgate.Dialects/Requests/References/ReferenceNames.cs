using System.Buffers;
using System.Collections.Frozen;

namespace Tollgate.Dialects.Requests.References;

/// <summary>Which fields hold ids of provider objects, and what such ids look like.</summary>
public static class ReferenceNames
{
    /// <summary>The shortest tail of an id that is believed by its looks alone; real ones are longer.</summary>
    private const int LeastTail = 8;

    private static readonly SearchValues<char> IdLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Fields whose text is always an id, without underscores and in lower case: both spellings of Gemini count.</summary>
    private static readonly FrozenSet<string> Fields = new[]
    {
        "fileid", "fileids", "inputfileid", "outputfileid", "errorfileid", "imagefileid", "trainingfile", "validationfile", "responseid",
        "previousresponseid", "conversation", "conversationid", "vectorstoreid", "vectorstoreids", "container", "containerid", "batchid", "videoid",
        "remixedfromvideoid", "assistantid", "threadid", "runid", "uploadid", "environmentid", "cachedcontent",
        "filesearchstorename", "filesearchstorenames", "chatcompletionid", "interactionid", "previousinteractionid",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Objects whose `id` names a provider object.</summary>
    private static readonly FrozenSet<string> Holders =
        new[] { "container", "conversation", "audio", "video", "voice", "file", "response", "vectorstore" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Fields that hold what people write: an id in there is only a word.</summary>
    private static readonly FrozenSet<string> Words = new[]
    {
        "text", "content", "input", "query", "name", "filename", "instructions", "prompt", "description", "arguments", "output", "title",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a client writes for itself: names in there are its own.</summary>
    private static readonly FrozenSet<string> Own =
        new[] { "metadata", "attributes", "parameters", "input_schema", "schema", "args", "labels" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Prefixes =
    [
        "file-", "file_", "resp_", "conv_", "vs_", "batch_", "msgbatch_", "cntr_", "container_", "upload_", "video_", "asst_", "thread_", "run_", "ftjob-", "chatcmpl-", "cachedContents/", "fileSearchStores/", "batches/", "files/",
    ];

    /// <summary>A field's name as the lists here know it.</summary>
    public static string Plain(string field) => field.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Whether the `id` of an object in this field names a provider object.</summary>
    public static bool IsHolder(string field) => Holders.Contains(Plain(field));

    /// <summary>Whether a field holds what the client writes for itself.</summary>
    public static bool IsOwn(string field) => Own.Contains(field);

    /// <summary>Whether a field's text is always an id.</summary>
    public static bool IsReference(string field) => Fields.Contains(Plain(field));

    /// <summary>The id that a value is; null when it is none.</summary>
    public static string? IdIn(string field, string value, bool isCertain)
    {
        if (value.Length == 0 || isCertain)
        {
            return value.Length == 0 ? null : value;
        }

        var plain = Plain(field);
        return plain switch
        {
            "fileuri" or "fileurl" or "uri" or "filename" => InAddress(value),
            _ => Fields.Contains(plain) || (!Words.Contains(plain) && LooksLikeId(value)) ? value : null,
        };
    }

    /// <summary>A file's own name, or its address: all from the first "files/" on.</summary>
    private static string? InAddress(string value)
    {
        var at = value.IndexOf("files/", StringComparison.Ordinal);
        return at < 0 ? null : value[at..];
    }

    /// <summary>Whether a text has the looks of an id: a known beginning, and nothing but a long tail with a digit behind it.</summary>
    public static bool LooksLikeId(ReadOnlySpan<char> value)
    {
        foreach (var prefix in Prefixes)
        {
            if (value.StartsWith(prefix, StringComparison.Ordinal))
            {
                var tail = value[prefix.Length..];
                return tail.Length >= LeastTail && !tail.ContainsAnyExcept(IdLetters) && tail.ContainsAnyInRange('0', '9');
            }
        }

        return false;
    }
}
