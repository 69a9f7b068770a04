using System.Text;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Finds a <see cref="Field"/> by its spelling, per family of dialects.</summary>
internal static class FieldNames
{
    /// <summary>No key of ours is longer.</summary>
    public const int LongestName = 32;

    /// <summary>The keys of OpenAI, Anthropic and those who speak like them.</summary>
    public static readonly NameTable<Field> Plain = new(FieldTable.Plain);

    /// <summary>Gemini's keys: protobuf's JSON takes both `max_output_tokens` and `maxOutputTokens`.</summary>
    public static readonly NameTable<Field> Gemini = new(BothSpellings(FieldTable.Gemini));

    private static (string Name, Field Field)[] BothSpellings((string Name, Field Field)[] rows)
    {
        var both = new List<(string Name, Field Field)>(rows);
        foreach (var (name, field) in rows)
        {
            if (Camel(name) is var camel && camel != name)
            {
                both.Add((camel, field));
            }
        }

        return [.. both];
    }

    private static string Camel(string name)
    {
        var text = new StringBuilder();
        foreach (var word in name.Split('_'))
        {
            text.Append(text.Length == 0 ? word[0] : char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
        }

        return text.ToString();
    }
}
