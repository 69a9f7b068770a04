using System.Text;
using Tollgate.Security;
using Tollgate.Security.Injection;

namespace Tollgate.Benchmarks.Security;

/// <summary>
/// Trains the linear model of the injection detector: logistic regression over windows, by AdaGrad. Of a hostile text the window that
/// looks worst is the positive example, of a harmless text every window is a negative one. Prints what five-fold cross-validation says.
/// </summary>
internal static class InjectionTraining
{
    private const int Folds = 5;
    private const int Epochs = 30;
    private const double Rate = 0.35;
    private const double Decay = 2e-5;
    private const int MostWindowsOfBenign = 6;

    public static void Run(string repository, string reference, bool writes)
    {
        var random = new Random(20261121);
        var catalogue = InjectionCatalogue.Parse(File.ReadAllText(Path.Combine(repository, "catalog/security/injection.jsonl")));
        var plain = new InjectionDetector(catalogue, new InjectionModel(new sbyte[1 << InjectionModel.FeatureBits], 0, -10, 1));
        List<LabelledText> texts = [.. InjectionData.Reference(reference), .. InjectionData.Own(repository, random), .. InjectionData.Coding(repository, random)];
        Console.WriteLine(string.Join(", ", texts.GroupBy(text => text.Kind).Select(group => $"{group.Count()} {group.Key}")));
        texts.ForEach(text => Prepare(text, plain));
        var fold = texts.ToDictionary(text => text, _ => random.Next(Folds));

        var scores = new Dictionary<LabelledText, double>();
        var models = new double[Folds][];
        for (var number = 0; number < Folds; number++)
        {
            models[number] = Train([.. texts.Where(text => fold[text] != number)], random);
            foreach (var text in texts.Where(text => fold[text] == number))
            {
                scores[text] = Best(models[number], text).Score;
            }
        }

        var (shift, slope) = Calibrate(scores);
        Console.WriteLine($"threshold {shift:F3}, slope {slope:F2}");
        var detectors = models.Select(model => new SecurityScanner(new InjectionDetector(catalogue, Quantise(model, shift, slope)))).ToArray();
        Report(texts, text => Worst(detectors[fold[text]], text));
        if (writes)
        {
            File.WriteAllText(Path.Combine(repository, "catalog/security/injection-weights.txt"), Quantise(Train(texts, random), shift, slope).Print());
        }
    }

    private static void Prepare(LabelledText text, InjectionDetector detector)
    {
        var words = new WordList();
        detector.Read(Encoding.UTF8.GetBytes(text.Text), words);
        for (var start = 0; start == 0 || start + InjectionModel.Stride < words.Count; start += InjectionModel.Stride)
        {
            var length = Math.Min(InjectionModel.Window, words.Count - start);
            var features = new List<int>();
            detector.Features(words, start, start + length, features);
            text.Windows.Add([.. features]);
            text.Lengths.Add(length);
        }
    }

    private static double[] Train(List<LabelledText> texts, Random random)
    {
        var weights = new double[(1 << InjectionModel.FeatureBits) + 1];
        var squares = new double[weights.Length];
        var order = texts.ToArray();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var text in order)
            {
                if (text.IsHostile)
                {
                    Step(weights, squares, text, Best(weights, text).Window, 1);
                    continue;
                }

                for (var window = 0; window < text.Windows.Count && window < MostWindowsOfBenign; window++)
                {
                    Step(weights, squares, text, random.Next(text.Windows.Count), 0);
                }
            }
        }

        return weights;
    }

    private static void Step(double[] weights, double[] squares, LabelledText text, int window, double label)
    {
        var norm = 1 / Math.Sqrt(Math.Max(8, text.Lengths[window]));
        var slope = (1 / (1 + Math.Exp(-Score(weights, text, window)))) - label;
        foreach (var feature in text.Windows[window])
        {
            Move(weights, squares, feature, (slope * norm) + (Decay * weights[feature]));
        }

        Move(weights, squares, weights.Length - 1, slope * 0.1);
    }

    private static void Move(double[] weights, double[] squares, int at, double gradient)
    {
        squares[at] += gradient * gradient;
        weights[at] -= Rate * gradient / Math.Sqrt(squares[at] + 1e-8);
    }

    private static double Score(double[] weights, LabelledText text, int window)
    {
        var sum = 0.0;
        foreach (var feature in text.Windows[window])
        {
            sum += weights[feature];
        }

        return (sum / Math.Sqrt(Math.Max(8, text.Lengths[window]))) + weights[^1];
    }

    private static (int Window, double Score) Best(double[] weights, LabelledText text)
    {
        var best = (Window: 0, Score: double.MinValue);
        for (var window = 0; window < text.Windows.Count; window++)
        {
            var score = Score(weights, text, window);
            best = score > best.Score ? (window, score) : best;
        }

        return best;
    }

    /// <summary>Half is where one harmless text in 200 lies above; the slope is the one that makes the probabilities true.</summary>
    private static (double Shift, double Slope) Calibrate(Dictionary<LabelledText, double> scores)
    {
        var harmless = scores.Where(pair => !pair.Key.IsHostile && pair.Key.Kind != "coding").Select(pair => pair.Value).Order().ToArray();
        var coding = scores.Where(pair => pair.Key.Kind == "coding").Select(pair => pair.Value).Order().ToArray();
        var shift = Math.Max(harmless[(int)(harmless.Length * 0.99)], coding[(int)(coding.Length * 0.999)]);
        var best = (Slope: 1.0, Loss: double.MaxValue);
        for (var slope = 0.2; slope < 5; slope += 0.1)
        {
            var loss = scores.Where(pair => pair.Value > shift).Sum(pair => Math.Log(1 + Math.Exp(-slope * (pair.Value - shift) * (pair.Key.IsHostile ? 1 : -1))));
            best = loss < best.Loss ? (slope, loss) : best;
        }

        return (shift, best.Slope);
    }

    private static InjectionModel Quantise(double[] weights, double shift, double slope)
    {
        var scale = weights[..^1].Max(Math.Abs) / 127;
        return new InjectionModel([.. weights[..^1].Select(weight => (sbyte)Math.Round(weight / scale))], (float)scale, (float)(weights[^1] - shift), (float)slope);
    }

    private static Finding Worst(SecurityScanner scanner, LabelledText text)
    {
        var findings = default(Findings);
        scanner.Scan(Encoding.UTF8.GetBytes(text.Text), text.Source, ref findings);
        return findings.Items.ToArray().OrderByDescending(finding => finding.Confidence).FirstOrDefault();
    }

    private static void Report(List<LabelledText> texts, Func<LabelledText, Finding> worst)
    {
        var judged = texts.Select(text => (text, Worst: worst(text))).Select(pair => (pair.text, Rule: pair.Worst.Rule?.Id, Confidence: (double)pair.Worst.Confidence)).ToList();
        foreach (var group in judged.GroupBy(pair => pair.text.Kind).OrderBy(group => group.Key))
        {
            Console.WriteLine($"{group.Key,-24} {group.Count(),5}  reported {group.Average(pair => pair.Confidence >= 0.5 ? 1 : 0),7:P1}  blocked {group.Average(pair => pair.Confidence >= 0.8 ? 1 : 0),7:P1}");
        }

        foreach (var rule in judged.Where(pair => pair.Rule is not null).GroupBy(pair => pair.Rule).OrderBy(group => group.Key))
        {
            Console.WriteLine($"  {rule.Key,-24} hostile {rule.Count(pair => pair.text.IsHostile),4}  harmless {rule.Count(pair => !pair.text.IsHostile),4}");
        }

        foreach (var (text, rule, sure) in judged.Where(pair => !pair.text.IsHostile && pair.Confidence >= 0.5).OrderBy(pair => pair.Rule))
        {
            Console.WriteLine($"  harmless {sure:F2} {rule} [{text.Kind}] {text.Text.ReplaceLineEndings(" ")[..Math.Min(160, text.Text.Length)]}");
        }

        foreach (var (text, _, sure) in judged.Where(pair => pair.text.IsHostile && pair.Confidence < 0.5).Take(400))
        {
            Console.WriteLine($"  missed {sure:F2} [{text.Kind}] {text.Text.ReplaceLineEndings(" ")[..Math.Min(160, text.Text.Length)]}");
        }
    }
}
