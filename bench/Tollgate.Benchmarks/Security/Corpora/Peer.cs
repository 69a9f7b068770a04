using System.Diagnostics;
using System.Text.Json;

namespace Tollgate.Benchmarks.Security.Corpora;

/// <summary>
/// Runs secretlint (npm, not shipped) with its recommended rules on the same texts, a file each, and prints the same figures.
/// `npm install secretlint @secretlint/secretlint-rule-preset-recommend` in some folder makes it.
/// </summary>
internal sealed class Peer(string folder)
{
    /// <summary>Prints the peer's figures on the corpus.</summary>
    public void Print(List<PlantedText> texts)
    {
        var place = Directory.CreateTempSubdirectory("peer-");
        try
        {
            for (var number = 0; number < texts.Count; number++)
            {
                File.WriteAllText(Path.Combine(place.FullName, $"t{number}.txt"), texts[number].Text);
            }

            var found = Findings(place.FullName, out var seconds);
            Report(texts, found, seconds);
        }
        finally
        {
            place.Delete(recursive: true);
        }
    }

    /// <summary>How long the peer takes for a folder.</summary>
    public double Seconds(string sources)
    {
        _ = Findings(sources, out var seconds);
        return seconds;
    }

    private static void Report(List<PlantedText> texts, Dictionary<int, List<(int Start, int End)>> found, double seconds)
    {
        var (all, forms) = (new Tally(), new SortedDictionary<string, Tally>());
        for (var number = 0; number < texts.Count; number++)
        {
            var text = texts[number];
            var ranges = found.GetValueOrDefault(number, []);
            var right = ranges.Count(range => text.HoldsOne && range.Start < text.Start + text.Length && text.Start < range.End);
            var form = (text.HoldsOne ? "" : "harmless, ") + text.Form;
            forms.TryAdd(form, new Tally());
            all.Add(text.HoldsOne, right > 0, ranges.Count - right);
            forms[form].Add(text.HoldsOne, right > 0, ranges.Count - right);
        }

        Console.WriteLine($"secretlint, {seconds:F1} s");
        Console.WriteLine($"{"all",-28} {all}");
        foreach (var (name, tally) in forms)
        {
            Console.WriteLine($"{name,-28} {tally}");
        }
    }

    private Dictionary<int, List<(int Start, int End)>> Findings(string place, out double seconds)
    {
        var settings = Path.Combine(folder, ".secretlintrc.json");
        File.WriteAllText(settings, "{\"rules\":[{\"id\":\"@secretlint/secretlint-rule-preset-recommend\"}]}");
        var output = Path.Combine(folder, "peer.json");
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(folder, "node_modules/.bin/secretlint"),
            ["--secretlintrc", settings, "--format", "json", "--output", output, place + "/**/*"]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return Read(output);
    }

    private static Dictionary<int, List<(int Start, int End)>> Read(string output)
    {
        var found = new Dictionary<int, List<(int, int)>>();
        using var report = JsonDocument.Parse(File.ReadAllText(output));
        foreach (var file in report.RootElement.EnumerateArray())
        {
            var name = Path.GetFileNameWithoutExtension(file.GetProperty("filePath").GetString()!);
            if (int.TryParse(name.AsSpan(1), out var number))
            {
                found[number] = [.. file.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("range")).Select(range => (range[0].GetInt32(), range[1].GetInt32()))];
            }
        }

        return found;
    }
}
