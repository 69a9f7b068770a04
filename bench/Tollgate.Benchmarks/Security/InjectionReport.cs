using System.Text;
using Tollgate.Security;

namespace Tollgate.Benchmarks.Security;

/// <summary>Prints how well held-out texts are judged.</summary>
internal sealed class InjectionReport(SecurityScanner[] scanners, Random random)
{
    private const int MostHidden = 400;
    private const int MostShown = 220;

    /// <summary>Prints every table.</summary>
    public void Print(List<LabelledText> texts, List<LabelledText> unseen)
    {
        var judged = texts.Select(text => (Text: text, Worst: Worst(text.Text, text))).ToList();
        var hard = Limit(judged, text => !text.IsHostile && !IsCoding(text), 0.01);
        var coding = Limit(judged, IsCoding, 0.001);
        Console.WriteLine($"confidence above which 1 % of the hard harmless texts lie: {hard:F3}; 0.1 % of the coding text: {coding:F3}");
        foreach (var group in judged.GroupBy(pair => pair.Text.Kind).OrderBy(group => group.Key))
        {
            Row(group.Key, group.Select(pair => (double)pair.Worst.Confidence).ToList(), hard, coding);
        }

        foreach (var group in unseen.GroupBy(text => text.Kind))
        {
            Row(group.Key, group.Select(text => (double)Worst(text.Text, text).Confidence).ToList(), hard, coding);
        }

        PrintHidden(texts, hard, coding);
        PrintCalibration(judged);
        PrintRules(judged);
        PrintMistakes(judged);
    }

    private static bool IsCoding(LabelledText text) => text.Kind.StartsWith("coding", StringComparison.Ordinal);

    private static double Limit(List<(LabelledText Text, Finding Worst)> judged, Func<LabelledText, bool> belongs, double share)
    {
        var some = judged.Where(pair => belongs(pair.Text)).Select(pair => (double)pair.Worst.Confidence).OrderDescending().ToArray();
        return Math.Max(0.5, some[(int)(some.Length * share)]);
    }

    private static void Row(string name, List<double> confidences, double hard, double coding) => Console.WriteLine(
        $"{name,-34} {confidences.Count,5}  reported {Share(confidences, 0.5),7:P1}  blocked {Share(confidences, 0.8),7:P1}  at 1 % {Share(confidences, hard + 1e-6),7:P1}  at 0.1 % {Share(confidences, coding + 1e-6),7:P1}");

    private static double Share(List<double> confidences, double least) => confidences.Average(confidence => confidence >= least ? 1 : 0);

    private void PrintHidden(List<LabelledText> texts, double hard, double coding)
    {
        var hostile = texts.Where(text => text.IsHostile && text.Text.Length < 2000 && text.Text.All(letter => letter is '\n' or (>= ' ' and <= '~'))).OrderBy(_ => random.Next()).Take(MostHidden).ToList();
        Row("the same texts, plain", hostile.Select(text => (double)Worst(text.Text, text).Confidence).ToList(), hard, coding);
        foreach (var (name, hide) in Obfuscation.All)
        {
            Row("hidden: " + name, hostile.Select(text => (double)Worst(hide(text.Text, random), text).Confidence).ToList(), hard, coding);
        }
    }

    private static void PrintCalibration(List<(LabelledText Text, Finding Worst)> judged)
    {
        foreach (var bin in judged.Where(pair => pair.Worst.Confidence >= 0.5f).GroupBy(pair => Math.Min(9, (int)(pair.Worst.Confidence * 10))).OrderBy(bin => bin.Key))
        {
            Console.WriteLine($"confidence {bin.Key / 10.0:F1} and more: {bin.Count(),5} texts, hostile {bin.Average(pair => pair.Text.IsHostile ? 1 : 0),7:P1}");
        }
    }

    private static void PrintRules(List<(LabelledText Text, Finding Worst)> judged)
    {
        foreach (var rule in judged.Where(pair => pair.Worst.Rule is not null).GroupBy(pair => pair.Worst.Rule.Id).OrderBy(group => group.Key))
        {
            Console.WriteLine($"  {rule.Key,-24} hostile {rule.Count(pair => pair.Text.IsHostile),4}  harmless {rule.Count(pair => !pair.Text.IsHostile),4}");
        }
    }

    private static void PrintMistakes(List<(LabelledText Text, Finding Worst)> judged)
    {
        foreach (var (text, worst) in judged.Where(pair => !pair.Text.IsHostile && pair.Worst.Confidence >= 0.5f).OrderBy(pair => pair.Worst.Rule.Id))
        {
            Console.WriteLine($"  harmless {worst.Confidence:F2} {worst.Rule.Id} [{text.Kind}, {text.Source}] {Shown(text)}");
        }

        foreach (var (text, worst) in judged.Where(pair => pair.Text.IsHostile && pair.Worst.Confidence < 0.5f))
        {
            Console.WriteLine($"  missed {worst.Confidence:F2} [{text.Kind}, {text.Family}] {Shown(text)}");
        }
    }

    private static string Shown(LabelledText text) => text.Text.ReplaceLineEndings(" ")[..Math.Min(MostShown, text.Text.ReplaceLineEndings(" ").Length)];

    private Finding Worst(string shown, LabelledText text)
    {
        var findings = default(Findings);
        scanners[text.Fold].Scan(Encoding.UTF8.GetBytes(shown), text.Source, ref findings);
        return findings.Items.ToArray().OrderByDescending(finding => finding.Confidence).FirstOrDefault();
    }
}
