using System.Buffers;
using System.Text;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Scanning;

namespace Tollgate.Guards;

/// <summary>
/// Takes findings out of a body: each is replaced by a name such as `[EMAIL_1]`, the same value by the same name, so that the model can still
/// tell them apart and a conversation keeps its cached beginning. Every other byte stays.
/// </summary>
internal static class Redaction
{
    private const int ShortEscape = 2;
    private const int LongEscape = 6;

    /// <summary>The body without the findings that are to be taken out.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> body, IReadOnlyList<GuardHit> hits)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
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
            var name = Name(Encoding.UTF8.GetString(body[start..end]), hit.Finding.Rule.Id, names, counts);
            output.Write(Encoding.ASCII.GetBytes(hit.Place.IsNumber ? $"\"{name}\"" : name));
            from = end;
        }

        output.Write(body[from..]);
        return output.WrittenSpan.ToArray();
    }

    private static string Name(string value, string rule, Dictionary<string, string> names, Dictionary<string, int> counts)
    {
        if (!names.TryGetValue(value, out var name))
        {
            var number = counts[rule] = counts.GetValueOrDefault(rule) + 1;
            name = names[value] = $"[{rule.ToUpperInvariant().Replace('-', '_')}_{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}]";
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
        if (!place.IsJson)
        {
            return (start, end);
        }

        // The end of the finding before is no place inside an escape either: every byte is looked at once.
        var next = Math.Max(place.Start, from);
        for (var at = next; at < end; at = next)
        {
            next = at + LengthAt(body, at);
            if (at < start && start < next)
            {
                // The letter of a short escape is no part of what was found; a character that is written by its number is.
                start = next - at == ShortEscape ? next : at;
            }
        }

        return (start, Math.Min(Math.Max(end, next), place.End));
    }

    /// <summary>How long the character at a place is written: itself, `\n` or `\u0041`.</summary>
    private static int LengthAt(ReadOnlySpan<byte> body, int at)
    {
        if (body[at] != '\\')
        {
            return 1;
        }

        return at + 1 < body.Length && body[at + 1] == 'u' ? LongEscape : ShortEscape;
    }
}
