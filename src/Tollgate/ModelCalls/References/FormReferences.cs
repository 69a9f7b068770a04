using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Tollgate.Core;
using Tollgate.Dialects.Requests.References;

namespace Tollgate.ModelCalls.References;

/// <summary>Reads multipart forms: their fields, and of files those that hold requests of a batch.</summary>
internal static class FormReferences
{
    private const int LongestField = 1 << 20;
    private const int LongestBoundary = 200;

    /// <summary>Fills <paramref name="found"/>; the refusal when the form could be read in two ways.</summary>
    public static async ValueTask<Refusal?> ReadAsync(MediaTypeHeaderValue type, ReadOnlyMemory<byte> body, NamedObjects found, FormFields fields)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary || type.Parameters.Count(parameter => parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase)) > 1)
        {
            return BodyReferences.Unreadable("The form has no boundary that the gateway can read");
        }

        try
        {
            await using var stream = new MemoryStream(body.ToArray(), writable: false);
            var reader = new MultipartReader(boundary, stream) { BodyLengthLimit = null };
            return await ReadPartsAsync(reader, found, fields) ? null : BodyReferences.Unreadable("The form holds a part that the gateway cannot read");
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return BodyReferences.Unreadable("The body is not a form that the gateway can read");
        }
    }

    private static async ValueTask<bool> ReadPartsAsync(MultipartReader reader, NamedObjects found, FormFields fields)
    {
        var isBatch = false;
        var requests = new List<byte[]>();
        while (await reader.ReadNextSectionAsync() is { } part)
        {
            if (NameOf(part) is not { } named || (named.IsFile && ReferenceNames.IsReference(BodyReferences.NameOf(named.Name))))
            {
                return false;
            }

            var bytes = await ReadAsync(part.Body);
            if (named.IsFile)
            {
                requests.Add(bytes);
                continue;
            }

            if (bytes.Length > LongestField)
            {
                return false;
            }

            var text = Encoding.UTF8.GetString(bytes);
            isBatch |= named.Name == "purpose" && text.Trim().Equals("batch", StringComparison.OrdinalIgnoreCase);
            fields.Note(named.Name, text);
            BodyReferences.NoteField(found, named.Name, text);
        }

        return !isBatch || requests.TrueForAll(bytes => ReferenceScan.TryRead(bytes, found));
    }

    /// <summary>A part's name, and whether it is a file; null when its head could be read in two ways.</summary>
    private static (string Name, bool IsFile)? NameOf(MultipartSection part)
    {
        if (part.Headers is not { } headers || headers.ContainsKey("Content-Transfer-Encoding")
            || !headers.TryGetValue(HeaderNames.ContentDisposition, out var values) || values.Count != 1)
        {
            return null;
        }

        return ContentDispositionHeaderValue.TryParse(values[0], out var head) ? NameOf(head) : null;
    }

    private static (string Name, bool IsFile)? NameOf(ContentDispositionHeaderValue head)
    {
        var name = HeaderUtilities.RemoveQuotes(head.Name).Value;
        return string.IsNullOrEmpty(name) || Count(head, "name") != 1 || Count(head, "name*") != 0 ? null : (name, head.FileName.HasValue || head.FileNameStar.HasValue);
    }

    private static int Count(ContentDispositionHeaderValue head, string name) =>
        head.Parameters.Count(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static async ValueTask<byte[]> ReadAsync(Stream part)
    {
        using var bytes = new MemoryStream();
        await part.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
