using System.Buffers;
using System.Text;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Scanning;

namespace Tollgate.Guards.Redacting;

/// <summary>
/// Takes findings out of a body: each is replaced by a name such as `[EMAIL_1]`, the same value by the same name, so that the model can still
/// tell them apart and a conversation keeps its cached beginning. Every other byte stays.
/// </summary>
internal static class Redaction
{
    /// <summary>The body without the findings that are to be taken out.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> body, IReadOnlyList<GuardHit> hits, Placeholders placeholders)
    {
        var output = new ArrayBufferWriter<byte>(body.Length + 64);
        var from = 0;
        foreach (var hit in hits.Where(hit => hit.Action == GuardAction.Redact).OrderBy(hit => hit.Finding.Start).ThenByDescending(hit => hit.Finding.End))
        {
            var (start, end) = Bounds(body, hit, from);
            if (start < from || end <= start)
            {
                continue;
            }

            output.Write(body[from..start]);
            var name = Name(hit, body[start..end], body, placeholders);
            output.Write(Encoding.ASCII.GetBytes(hit.Place.IsNumber ? $"\"{name}\"" : name));
            from = end;
        }

        output.Write(body[from..]);
        return output.WrittenSpan.ToArray();
    }

    private static string Name(GuardHit hit, ReadOnlySpan<byte> found, ReadOnlySpan<byte> body, Placeholders placeholders)
    {
        var value = hit.Place.IsJson ? JsonInside.Read(found) : Encoding.UTF8.GetString(found);
        var name = placeholders.Name(value, hit.Finding.Rule.Id, body);
        if (hit.Setting.Restores)
        {
            placeholders.Keep(name, value);
        }

        return name;
    }

    /// <summary>The finding within its text, and never a part of an escape. A number goes as a whole.</summary>
    private static (int Start, int End) Bounds(ReadOnlySpan<byte> body, GuardHit hit, int from)
    {
        var place = hit.Place;
        if (place.IsNumber)
        {
            return (place.Start, place.End);
        }

        var (start, end) = (Math.Max(hit.Finding.Start, place.Start), Math.Min(hit.Finding.End, place.End));

        // The end of the finding before is no place inside an escape either: every byte is looked at once.
        return place.IsJson ? JsonInside.Whole(body, Math.Max(place.Start, from), start, end, place.End) : (start, end);
    }
}
