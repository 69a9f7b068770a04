using System.Buffers;

namespace Tollgate.Benchmarks.Security.Corpora;

/// <summary>Builds the corpus of secrets: every kind in every form it can have, and harmless texts that look alike.</summary>
internal static class SecretCorpus
{
    private const int TextsOfHarmless = 40;

    /// <summary>What a token that stands for itself does not hold.</summary>
    private static readonly SearchValues<char> Context = SearchValues.Create(" =\"'?\n{");

    /// <summary>The texts of a seed.</summary>
    public static List<PlantedText> Build(string repository, Random random)
    {
        var folder = Path.Combine(repository, "bench/Tollgate.Benchmarks/Security/data");
        var texts = new List<PlantedText>();
        var sample = new SampleText(random);
        foreach (var (kind, template) in Rows(Path.Combine(folder, "secrets.txt")))
        {
            AddKind(kind, template, sample, texts);
        }

        var harmless = new SampleText(random) { IsLineEnd = true };
        foreach (var (kind, template) in Rows(Path.Combine(folder, "not-secrets.txt")))
        {
            for (var number = 0; number < TextsOfHarmless; number++)
            {
                texts.Add(Harmless(kind, harmless.Fill(template), number));
            }
        }

        return texts;
    }

    /// <summary>The rows of a file of templates.</summary>
    public static IEnumerable<(string Kind, string Template)> Rows(string path) =>
        File.ReadLines(path).Skip(1).Select(line => line.Split('\t', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]));

    private static void AddKind(string kind, string template, SampleText sample, List<PlantedText> texts)
    {
        var isLong = template.Contains("{pem", StringComparison.Ordinal) || template is "{pgp}" or "{putty}";
        var forms = isLong ? PlantingForms.Plain.Where(form => form.Name is not "csv" and not "log") : PlantingForms.Plain;
        var isToken = !sample.Fill(template).AsSpan().ContainsAny(Context) && !isLong;
        foreach (var form in forms.Concat(isToken ? PlantingForms.Tokens : []).Concat(isLong ? [] : PlantingForms.Hidden))
        {
            texts.Add(Plant(kind, sample.Fill(template), form));
            texts.Add(Plant(kind, sample.Fill(template), form));
        }
    }

    private static PlantedText Plant(string kind, string secret, (string Name, string Around, Func<string, string> Write) form)
    {
        var written = form.Write(secret);
        var at = form.Around.IndexOf("{}", StringComparison.Ordinal);
        return new PlantedText(form.Around[..at] + written + form.Around[(at + 2)..], kind, form.Name, at, written.Length);
    }

    private static PlantedText Harmless(string kind, string text, int number) => (number % 4) switch
    {
        1 => new PlantedText("{\"role\":\"tool\",\"content\":\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"}", kind, "json chat", -1, 0),
        2 => new PlantedText("+" + text.Replace("\n", "\n+", StringComparison.Ordinal) + "\n", kind, "diff", -1, 0),
        _ => new PlantedText(text + "\n", kind, "plain", -1, 0),
    };
}
