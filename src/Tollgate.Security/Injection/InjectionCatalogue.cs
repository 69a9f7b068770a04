using System.Globalization;
using System.Text;
using System.Text.Json;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Injection;

/// <summary>The rows of `catalog/security/injection.jsonl`: classes of words, signatures over them, and literal marks of structure.</summary>
internal sealed class InjectionCatalogue
{
    /// <summary>The words.</summary>
    public Lexicon Lexicon { get; } = new();

    /// <summary>The signatures.</summary>
    public List<Signature> Signatures { get; } = [];

    /// <summary>The marks, numbered as the keywords' owners are; their steps are empty.</summary>
    public List<Signature> Marks { get; } = [];

    /// <summary>What the marks look like.</summary>
    public List<Keyword> MarkTexts { get; } = [];

    /// <summary>Reads rows: one JSON object a line, classes before the signatures that use them.</summary>
    public static InjectionCatalogue Parse(string lines)
    {
        var catalogue = new InjectionCatalogue();
        foreach (var line in lines.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
            {
                using var row = JsonDocument.Parse(Encoding.UTF8.GetBytes(line.ToString()));
                catalogue.Add(row.RootElement);
            }
        }

        return catalogue;
    }

    private void Add(JsonElement row)
    {
        if (row.TryGetProperty("class", out var name))
        {
            Lexicon.Add(name.GetString()!, row.GetProperty("words").GetString()!);
        }
        else if (row.TryGetProperty("marks", out var marks))
        {
            foreach (var mark in marks.EnumerateArray())
            {
                MarkTexts.Add(new Keyword(Encoding.UTF8.GetBytes(mark.GetString()!), true, Marks.Count));
            }

            Marks.Add(Read(row, []));
        }
        else
        {
            Signatures.Add(Read(row, ReadSteps(row.GetProperty("steps").GetString()!)));
        }
    }

    private static Signature Read(JsonElement row, (ulong, int)[] steps)
    {
        var kind = row.GetProperty("kind").GetString()!;
        _ = FindingNames.TryParse(row.GetProperty("severity").GetString(), out Severity severity);
        var rule = new Rule(
            row.GetProperty("id").GetString()!,
            FindingKind.PromptInjection,
            severity,
            $"Prompt injection: {kind.Replace('_', ' ')}",
            $"The text {row.GetProperty("does").GetString()}.",
            "Do not let a model act on it: refuse the call, or take the text out before it is sent.");
        return new Signature(rule, steps, row.GetProperty("user").GetSingle(), row.GetProperty("data").GetSingle(), row.TryGetProperty("loose", out _));
    }

    /// <summary>`override 4 prior+all 2 order`: classes, and the gap allowed before the next.</summary>
    private (ulong Classes, int Gap)[] ReadSteps(string text)
    {
        var steps = new List<(ulong, int)>();
        var gap = 0;
        foreach (var word in text.Split(' '))
        {
            if (char.IsAsciiDigit(word[0]))
            {
                gap = int.Parse(word, CultureInfo.InvariantCulture);
                continue;
            }

            steps.Add((Lexicon.Bit(word), gap));
            gap = 0;
        }

        return [.. steps];
    }
}
