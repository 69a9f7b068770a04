using System.Text.Json;
using Tollgate.Security;

namespace Tollgate.Benchmarks.Security;

/// <summary>
/// The declared training data of the injection model: what stands in `data/` (written for this purpose), the reference set that is handed
/// in, and this repository's own sources and pages as ordinary coding text.
/// </summary>
internal static class InjectionData
{
    public static List<LabelledText> Reference(string path) =>
    [
        .. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement).Select(row => new LabelledText(
            row.GetProperty("text").GetString()!,
            row.GetProperty("label").GetString() == "injection",
            Source.User,
            "reference " + row.GetProperty("kind").GetString())),
    ];

    public static List<LabelledText> Own(string repository, Random random)
    {
        var folder = Path.Combine(repository, "bench/Tollgate.Benchmarks/Security/data");
        var direct = Lines(folder, "direct.txt");
        var payloads = Lines(folder, "payloads.txt");
        var carriers = Lines(folder, "carriers.txt");
        var benign = Lines(folder, "benign.txt");
        var texts = new List<LabelledText>();
        texts.AddRange(direct.Select(text => new LabelledText(text, true, Source.User, "own direct")));
        texts.AddRange(direct.Select(text => new LabelledText(Pick(benign, random) + " " + text, true, Source.User, "own direct")));
        texts.AddRange(payloads.Select(text => new LabelledText(text, true, Source.Tool, "own indirect")));
        foreach (var payload in payloads)
        {
            texts.AddRange(Enumerable.Range(0, 4).Select(_ => new LabelledText(Pick(carriers, random).Replace("{}", payload, StringComparison.Ordinal), true, Source.Tool, "own indirect")));
        }

        texts.AddRange(benign.Select(text => new LabelledText(text, false, Source.User, "own benign-hard")));
        foreach (var carrier in carriers)
        {
            texts.AddRange(Enumerable.Range(0, 8).Select(_ => new LabelledText(carrier.Replace("{}", Pick(benign, random), StringComparison.Ordinal), false, Source.Tool, "own benign-hard")));
        }

        texts.AddRange(Enumerable.Range(0, 200).Select(_ => new LabelledText(string.Join(' ', Pick(benign, random), Pick(benign, random), Pick(benign, random)), false, Source.User, "own benign-hard")));
        return texts;
    }

    public static List<LabelledText> Coding(string repository, Random random)
    {
        var texts = new List<LabelledText>();
        foreach (var path in Directory.EnumerateFiles(repository, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(path) is not (".cs" or ".md" or ".py" or ".sql" or ".json" or ".csproj" or ".yaml" or ".sh") || path.Contains("/obj/", StringComparison.Ordinal) || path.Contains("/bin/", StringComparison.Ordinal)
                || path.Contains("ecurity", StringComparison.Ordinal) || path.Contains("/artifacts/", StringComparison.Ordinal) || new FileInfo(path).Length > 200_000)
            {
                continue;
            }

            var text = File.ReadAllText(path);
            var length = random.Next(400, 6000);
            for (var at = 0; at < text.Length && at < 12_000; at += length)
            {
                texts.Add(new LabelledText(text.Substring(at, Math.Min(length, text.Length - at)), false, texts.Count % 2 == 0 ? Source.User : Source.File, "coding"));
            }
        }

        return texts;
    }

    private static string[] Lines(string folder, string name) =>
        [.. File.ReadAllLines(Path.Combine(folder, name)).Where(line => line.Length > 0).Select(line => line.Replace("\\n", "\n", StringComparison.Ordinal))];

    private static string Pick(string[] lines, Random random) => lines[random.Next(lines.Length)];
}
