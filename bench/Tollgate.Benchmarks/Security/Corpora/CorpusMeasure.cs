using System.Text;
using Tollgate.Security;

namespace Tollgate.Benchmarks.Security.Corpora;

/// <summary>Measures the engine on a corpus: each planted thing is to be found where it stands, and nothing else.</summary>
internal static class CorpusMeasure
{
    private const int MostShown = 400;

    /// <summary>Prints the figures of the whole, of each form and of each kind that has a fault; and each fault.</summary>
    public static void Print(string title, List<PlantedText> texts, FindingKind wanted)
    {
        var scanner = new SecurityScanner();
        var (all, forms, kinds, faults) = (new Tally(), new SortedDictionary<string, Tally>(), new SortedDictionary<string, Tally>(), new List<string>());
        foreach (var text in texts)
        {
            var findings = default(Findings);
            scanner.Scan(Encoding.UTF8.GetBytes(text.Text), Source.User, ref findings);
            var (wasFound, wrong) = Judge(text, findings, wanted, out var names);
            foreach (var tally in new[] { all, Of(forms, (text.HoldsOne ? "" : "harmless, ") + text.Form), Of(kinds, text.Kind) })
            {
                tally.Add(text.HoldsOne, wasFound, wrong);
            }

            if (wrong > 0 || wasFound != text.HoldsOne)
            {
                faults.Add($"  {(wrong > 0 ? "wrong" : "missed")} [{text.Kind}, {text.Form}] {names} {text.Text.ReplaceLineEnd()}");
            }
        }

        Console.WriteLine($"{title}: {texts.Count} texts, {kinds.Count} kinds");
        Console.WriteLine($"{"all",-28} {all}");
        Console.WriteLine($"{"readable",-28} {Sum(texts, forms, hidden: false)}");
        Console.WriteLine($"{"hidden",-28} {Sum(texts, forms, hidden: true)}");
        Rows(forms, _ => true);
        Console.WriteLine($"kinds without a fault: {kinds.Count(pair => pair.Value is { Missed: 0, Wrong: 0 })} of {kinds.Count}; the others:");
        Rows(kinds, tally => tally.Missed + tally.Wrong > 0);
        faults.Take(MostShown).ToList().ForEach(Console.WriteLine);
    }

    private static (bool WasFound, int Wrong) Judge(PlantedText text, in Findings findings, FindingKind wanted, out string names)
    {
        var (wasFound, wrong) = (false, 0);
        names = "";
        foreach (var finding in findings.Items)
        {
            if (finding.Kind != wanted || finding.Confidence < 0.5f)
            {
                continue;
            }

            var isThere = text.HoldsOne && finding.Start < text.Start + (text.Length * 3) && text.Start < finding.End;
            wasFound |= isThere;
            wrong += isThere ? 0 : 1;
            names += $"{finding.Rule.Id} {finding.Confidence:F2};";
        }

        return (wasFound, wrong);
    }

    private static Tally Of(SortedDictionary<string, Tally> tallies, string name) => tallies.TryGetValue(name, out var tally) ? tally : tallies[name] = new Tally();

    private static string Sum(List<PlantedText> texts, SortedDictionary<string, Tally> forms, bool hidden)
    {
        var names = PlantingForms.Hidden.Select(form => form.Name).ToHashSet();
        var chosen = forms.Where(pair => names.Contains(pair.Key) == hidden && !pair.Key.StartsWith("harmless", StringComparison.Ordinal)).Select(pair => pair.Value).ToList();
        var found = chosen.Sum(tally => tally.Found);
        return $"recall {(double)found / Math.Max(1, found + chosen.Sum(tally => tally.Missed)):F4} over {texts.Count(text => text.HoldsOne && names.Contains(text.Form) == hidden)} planted";
    }

    private static void Rows(SortedDictionary<string, Tally> tallies, Func<Tally, bool> isShown)
    {
        foreach (var (name, tally) in tallies.Where(pair => isShown(pair.Value)))
        {
            Console.WriteLine($"{name,-28} {tally}");
        }
    }

    private static string ReplaceLineEnd(this string text) => text.ReplaceLineEndings("⏎")[..Math.Min(180, text.ReplaceLineEndings("⏎").Length)];
}
