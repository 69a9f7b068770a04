using System.Buffers;
using System.Text.Json;
using Tollgate.Security;

namespace Tollgate.Benchmarks.Security;

/// <summary>
/// The declared training data of the injection model: texts made from the templates in `data/` (written for this purpose), the reference
/// set that is handed in, and this repository's own sources and pages as ordinary coding text.
/// </summary>
internal static class InjectionData
{
    private const int FamilyWords = 6;

    /// <summary>Pages and tests that quote attacks are no ordinary coding text.</summary>
    private static readonly SearchValues<string> Quoted = SearchValues.Create(
        ["previous instructions", "all instructions", "prior instructions", "earlier instructions", "anything now", "system prompt", "im_start"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The reference set; texts that begin alike are one family.</summary>
    public static List<LabelledText> Reference(string path) =>
    [
        .. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement).Select(row => new LabelledText(
            row.GetProperty("text").GetString()!,
            row.GetProperty("label").GetString() == "injection",
            Source.User,
            "reference " + row.GetProperty("kind").GetString(),
            Beginning(row.GetProperty("text").GetString()!))),
    ];

    /// <summary>Texts made from this repository's templates.</summary>
    public static List<LabelledText> Own(string repository, Random random)
    {
        var folder = Path.Combine(repository, "bench/Tollgate.Benchmarks/Security/data");
        var benign = new TemplateGrammar(Path.Combine(folder, "benign.txt"));
        var texts = new List<LabelledText>();
        AddDirect(new TemplateGrammar(Path.Combine(folder, "direct.txt")), benign, texts, random);
        AddIndirect(new TemplateGrammar(Path.Combine(folder, "payloads.txt")), new TemplateGrammar(Path.Combine(folder, "carriers.txt")), benign, texts, random);
        AddBenign(benign, texts, random);
        AddCoding(new TemplateGrammar(Path.Combine(folder, "coding.txt")), texts, random);
        return texts;
    }

    /// <summary>Pieces of the sources and pages of a folder.</summary>
    public static List<LabelledText> Coding(string repository, string kind, Random random)
    {
        var texts = new List<LabelledText>();
        foreach (var path in Directory.EnumerateFiles(repository, "*.*", SearchOption.AllDirectories).Where(path => IsCoding(path, repository.Length)).Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(path);
            if (text.AsSpan().ContainsAny(Quoted))
            {
                continue;
            }

            var length = random.Next(400, 6000);
            for (var at = 0; at < text.Length && at < 12_000; at += length)
            {
                texts.Add(new LabelledText(text.Substring(at, Math.Min(length, text.Length - at)), false, texts.Count % 2 == 0 ? Source.User : Source.File, kind, path));
            }
        }

        return texts;
    }

    private static bool IsCoding(string path, int from) =>
        Path.GetExtension(path) is ".cs" or ".md" or ".py" or ".js" or ".ts" or ".sql" or ".json" or ".csproj" or ".yaml" or ".sh"
        && !path.AsSpan(from).Contains("/obj/", StringComparison.Ordinal) && !path.AsSpan(from).Contains("/bin/", StringComparison.Ordinal)
        && !path.AsSpan(from).Contains("ecurity", StringComparison.Ordinal) && !path.AsSpan(from).Contains("/artifacts/", StringComparison.Ordinal) && new FileInfo(path).Length <= 200_000;

    private static string Beginning(string text) => string.Join(' ', text.Split((char[]?)null, FamilyWords + 1, StringSplitOptions.RemoveEmptyEntries).Take(FamilyWords)).ToLowerInvariant();

    private static void AddDirect(TemplateGrammar direct, TemplateGrammar benign, List<LabelledText> texts, Random random)
    {
        foreach (var (family, template) in direct.Templates)
        {
            var filled = direct.Fill(template, 8, random).ToList();
            texts.AddRange(filled.Select(text => new LabelledText(text, true, Source.User, "own direct", "direct " + template)));
            texts.AddRange(filled.Take(3).Select(text => new LabelledText(Harmless(benign, random) + " " + text, true, Source.User, "own direct", "direct " + template)));
            texts.AddRange(filled.Take(2).Select(text => new LabelledText(text + " " + Harmless(benign, random), true, Source.User, "own direct", "direct " + template)));
        }
    }

    private static void AddIndirect(TemplateGrammar payloads, TemplateGrammar carriers, TemplateGrammar benign, List<LabelledText> texts, Random random)
    {
        foreach (var (family, template) in payloads.Templates)
        {
            var filled = payloads.Fill(template, 14, random).ToList();
            texts.AddRange(filled.Take(3).Select(text => new LabelledText(text, true, Source.Tool, "own indirect", "indirect " + template)));
            texts.AddRange(filled.Skip(3).Select(text => new LabelledText(Carried(carriers, text, random, out var source), true, source, "own indirect", "indirect " + template)));
        }

        var data = benign.Templates.Where(pair => pair.Family.StartsWith("data", StringComparison.Ordinal)).ToList();
        foreach (var (_, template) in carriers.Templates)
        {
            for (var number = 0; number < 16; number++)
            {
                var (_, sentence) = number % 4 == 3 ? benign.Templates[random.Next(benign.Templates.Count)] : data[random.Next(data.Count)];
                var text = carriers.Fill(template, random).Replace("{}", benign.Fill(sentence, random), StringComparison.Ordinal);
                texts.Add(new LabelledText(text, false, number % 2 == 0 ? Source.Tool : Source.File, "own benign-hard", "benign " + sentence));
            }
        }
    }

    private static string Carried(TemplateGrammar carriers, string payload, Random random, out Source source)
    {
        var (family, template) = carriers.Templates[random.Next(carriers.Templates.Count)];
        source = family == "asked-by-user" ? Source.User : random.Next(2) == 0 ? Source.Tool : Source.File;
        return carriers.Fill(template, random).Replace("{}", payload, StringComparison.Ordinal);
    }

    private static void AddBenign(TemplateGrammar benign, List<LabelledText> texts, Random random)
    {
        foreach (var (family, template) in benign.Templates)
        {
            var source = family.StartsWith("agent", StringComparison.Ordinal) ? Source.System : family.StartsWith("data", StringComparison.Ordinal) ? Source.Tool : Source.User;
            var filled = benign.Fill(template, 10, random).ToList();
            texts.AddRange(filled.Select(text => new LabelledText(text, false, source, "own benign-hard", "benign " + template)));
            texts.AddRange(filled.Take(2).Select(text => new LabelledText(string.Join(' ', text, Filled(benign, family, random), Filled(benign, family, random)), false, source, "own benign-hard", "benign " + template)));
        }
    }

    private static void AddCoding(TemplateGrammar coding, List<LabelledText> texts, Random random)
    {
        foreach (var (family, template) in coding.Templates)
        {
            texts.AddRange(coding.Fill(template, 24, random).Select(text => new LabelledText(text, false, family == "request" ? Source.User : Source.Tool, "coding requests", "coding " + template)));
        }
    }

    private static string Harmless(TemplateGrammar benign, Random random) => benign.Fill(benign.Templates[random.Next(benign.Templates.Count)].Text, random);

    private static string Filled(TemplateGrammar benign, string family, Random random)
    {
        var templates = benign.Templates.Where(pair => pair.Family == family).ToList();
        return benign.Fill(templates[random.Next(templates.Count)].Text, random);
    }
}
