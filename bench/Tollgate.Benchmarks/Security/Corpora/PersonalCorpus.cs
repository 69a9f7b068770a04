namespace Tollgate.Benchmarks.Security.Corpora;

/// <summary>Builds the corpus of data about persons.</summary>
internal static class PersonalCorpus
{
    private const int TextsOfKind = 24;

    /// <summary>The texts of a seed.</summary>
    public static List<PlantedText> Build(string repository, Random random)
    {
        var folder = Path.Combine(repository, "bench/Tollgate.Benchmarks/Security/data");
        var sample = new SampleText(random) { IsLineEnd = true, Persons = new PersonalSamples(random) };
        var texts = new List<PlantedText>();
        foreach (var (kind, template) in SecretCorpus.Rows(Path.Combine(folder, "personal.txt")).Concat(SecretCorpus.Rows(Path.Combine(folder, "not-personal.txt"))))
        {
            for (var number = 0; number < TextsOfKind; number++)
            {
                texts.Add(Plant(kind, sample.Fill(template), number % 3 == 2));
            }
        }

        return texts;
    }

    private static PlantedText Plant(string kind, string text, bool isChat)
    {
        text = isChat ? "{\"role\":\"user\",\"content\":\"" + text.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"}" : text;
        var form = isChat ? "json chat" : "plain";
        var start = text.IndexOf("[[", StringComparison.Ordinal);
        if (start < 0)
        {
            return new PlantedText(text, kind, form, -1, 0);
        }

        var end = text.IndexOf("]]", StringComparison.Ordinal);
        var bytes = System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, start));
        return new PlantedText(text[..start] + text[(start + 2)..end] + text[(end + 2)..], kind, form, bytes, end - start - 2);
    }
}
