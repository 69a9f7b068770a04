using System.Buffers;
using System.Text.Json;

namespace Tollgate.Guards.External;

/// <summary>What external guards are sent, and what they answer.</summary>
internal static class ExternalWire
{
    /// <summary>How many texts go in one question: Presidio is asked about one at a time.</summary>
    public static int TextsAtOnce(ExternalFormat format) => format == ExternalFormat.Presidio ? 1 : 32;

    /// <summary>The question about some texts.</summary>
    public static byte[] Ask(ExternalBody guard, IReadOnlyList<ExternalText> texts)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            if (guard.Format == ExternalFormat.Presidio)
            {
                json.WriteString("text", texts[0].Text);
                json.WriteString("language", guard.Language);
                json.WriteNumber("score_threshold", guard.Threshold);
            }
            else
            {
                json.WriteStartArray("input");
                foreach (var text in texts)
                {
                    json.WriteStringValue(text.Text);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>What the answer says.</summary>
    /// <exception cref="JsonException">It is not what the format says.</exception>
    public static List<ExternalFinding> Read(ExternalBody guard, ReadOnlyMemory<byte> answer, int texts)
    {
        using var document = JsonDocument.Parse(answer);
        try
        {
            return guard.Format == ExternalFormat.Presidio ? ReadEntities(guard, document.RootElement) : ReadResults(guard, document.RootElement, texts);
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new JsonException("The answer is not what its format says.", fault);
        }
    }

    private static List<ExternalFinding> ReadEntities(ExternalBody guard, JsonElement root)
    {
        var found = new List<ExternalFinding>();
        foreach (var entity in root.EnumerateArray())
        {
            var (kind, score) = (entity.GetProperty("entity_type").GetString()!, entity.GetProperty("score").GetDouble());
            if (score >= guard.Threshold && Counts(guard, kind))
            {
                found.Add(new ExternalFinding(0, kind, score, entity.GetProperty("start").GetInt32(), entity.GetProperty("end").GetInt32()));
            }
        }

        return found;
    }

    private static List<ExternalFinding> ReadResults(ExternalBody guard, JsonElement root, int texts)
    {
        var found = new List<ExternalFinding>();
        var results = root.GetProperty("results");
        if (results.GetArrayLength() != texts)
        {
            throw new JsonException("There is not one result for each text.");
        }

        var number = 0;
        foreach (var result in results.EnumerateArray())
        {
            var before = found.Count;
            foreach (var score in result.GetProperty("category_scores").EnumerateObject())
            {
                if (score.Value.GetDouble() >= guard.Threshold && Counts(guard, score.Name))
                {
                    found.Add(new ExternalFinding(number, score.Name, score.Value.GetDouble(), null, null));
                }
            }

            if (found.Count == before && guard.Kinds.Count == 0 && result.GetProperty("flagged").GetBoolean())
            {
                found.Add(new ExternalFinding(number, "flagged", 1, null, null));
            }

            number++;
        }

        return found;
    }

    private static bool Counts(ExternalBody guard, string kind) => guard.Kinds.Count == 0 || guard.Kinds.Contains(kind, StringComparer.OrdinalIgnoreCase);
}
