using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Tollgate.Core;
using Tollgate.Dialects.Requests.References;

namespace Tollgate.ModelCalls.References;

/// <summary>Finds the provider objects that a pass-through names in its query and body. What may name some and cannot be read is refused.</summary>
internal static class BodyReferences
{
    /// <summary>Fills <paramref name="found"/>; the refusal when that is not possible.</summary>
    /// <param name="request">The client's request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="takesFile">Whether the route takes a whole file as its body.</param>
    /// <param name="found">Takes what is found.</param>
    /// <param name="fields">Takes the fields of a form that a bill stands on.</param>
    public static async ValueTask<Refusal?> ReadAsync(HttpRequest request, RequestBody body, bool takesFile, NamedObjects found, FormFields fields)
    {
        foreach (var pair in request.Query)
        {
            foreach (var value in pair.Value)
            {
                NoteField(found, pair.Key, value ?? "");
            }
        }

        var refused = body.Length == 0 ? null : await ReadBodyAsync(request.ContentType, body, takesFile, found, fields);
        return refused is null && found.HasMore
            ? new Refusal(RefusalCode.InvalidRequest, $"The request names more than {NamedObjects.Capacity} provider objects.") { Step = "read" }
            : refused;
    }

    /// <summary>Notes a field of a form or query, where lists and members are spelled with brackets.</summary>
    public static void NoteField(NamedObjects found, string field, string value)
    {
        var name = NameOf(field);
        var isJson = value.Length > 0 && value.TrimStart() is ['{' or '[', ..];
        if (!isJson || !ReferenceScan.TryRead(Encoding.UTF8.GetBytes(value), found, name))
        {
            found.Note(name, value);
        }
    }

    /// <summary>The last name of "image[0][file_id]" or "file_ids[]".</summary>
    public static string NameOf(string field)
    {
        var parts = field.Split('[');
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            var name = parts[i].TrimEnd(']');
            if (name.AsSpan().ContainsAnyExceptInRange('0', '9'))
            {
                return name;
            }
        }

        return field;
    }

    private static async ValueTask<Refusal?> ReadBodyAsync(string? contentType, RequestBody body, bool takesFile, NamedObjects found, FormFields fields)
    {
        // Without a type the body goes out as JSON.
        var type = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed : null;
        var media = (type?.MediaType.Value ?? (string.IsNullOrEmpty(contentType) ? "application/json" : "")).ToLowerInvariant();
        return media switch
        {
            "multipart/form-data" => await FormReferences.ReadAsync(type!, body.Memory, found, fields),
            "application/x-www-form-urlencoded" => await ReadFormAsync(body.Memory, found, fields),
            _ => ReadPlain(media, body.Span, takesFile, found),
        };
    }

    private static Refusal? ReadPlain(string media, ReadOnlySpan<byte> body, bool takesFile, NamedObjects found)
    {
        var isJson = media.EndsWith("json", StringComparison.Ordinal);
        if (isJson || LooksLikeJson(body))
        {
            return ReferenceScan.TryRead(body, found) || (takesFile && !isJson) ? null : Unreadable("The body is not JSON that the gateway can read");
        }

        return takesFile || IsMedia(media) ? null
            : new Refusal(RefusalCode.UnsupportedMedia, "The gateway cannot tell whose objects a body of this type names.") { Step = "read", Parameter = "Content-Type", Help = "Send JSON or a form." };
    }

    private static async ValueTask<Refusal?> ReadFormAsync(ReadOnlyMemory<byte> body, NamedObjects found, FormFields fields)
    {
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body.Span));
            foreach (var pair in await reader.ReadFormAsync())
            {
                foreach (var value in pair.Value)
                {
                    fields.Note(pair.Key, value ?? "");
                    NoteField(found, pair.Key, value ?? "");
                }
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return Unreadable("The body is not a form that the gateway can read");
        }
    }

    /// <summary>The refusal of a body that nobody can check.</summary>
    public static Refusal Unreadable(string what) => new(RefusalCode.InvalidRequest, $"{what}, so it cannot tell whose objects it names.") { Step = "read" };

    private static bool LooksLikeJson(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] or [0xEF, 0xBB, 0xBF, ..];

    /// <summary>Sound, pictures and the like name nothing.</summary>
    private static bool IsMedia(string media) =>
        media is "application/octet-stream" or "application/pdf" || media.Split('/')[0] is "audio" or "image" or "video";
}
