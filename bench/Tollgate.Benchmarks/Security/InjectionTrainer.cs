using System.Text;
using Tollgate.Security;
using Tollgate.Security.Injection;

namespace Tollgate.Benchmarks.Security;

/// <summary>
/// Logistic regression over windows, by AdaGrad. Of a hostile text the window that looks worst is the positive example, of a harmless text
/// some windows are negative ones. Every feature has one weight for all texts and one more for data that a model is given to read.
/// </summary>
internal sealed class InjectionTrainer(Random random)
{
    private const int Features = InjectionModel.FeatureCount;
    private const int Epochs = 16;
    private const double Rate = 0.06;
    private const double Decay = 1e-4;
    private const int FewestFamilies = 2;
    private const int MostWindowsOfBenign = 6;
    private readonly double[] _weights = new double[(2 * Features) + 2];
    private readonly double[] _squares = new double[(2 * Features) + 2];
    private readonly bool[] _isAllowed = new bool[Features];

    /// <summary>The words of two families or more of what is not ordinary coding text: what the model may know.</summary>
    public static IEnumerable<uint> Vocabulary(IEnumerable<LabelledText> texts, InjectionDetector detector)
    {
        var families = new Dictionary<uint, HashSet<string>>();
        var words = new WordList();
        foreach (var text in texts.Where(text => !IsCoding(text)))
        {
            detector.Read(Encoding.UTF8.GetBytes(text.Text), words);
            foreach (var hash in words.Hashes)
            {
                families.TryAdd(hash, []);
                families[hash].Add(text.Family);
            }
        }

        return families.Where(pair => pair.Value.Count >= FewestFamilies).Select(pair => pair.Key);
    }

    /// <summary>Reads the windows of a text, as the detector would.</summary>
    public static void Prepare(LabelledText text, InjectionDetector detector)
    {
        var words = new WordList();
        var features = detector.Features(Encoding.UTF8.GetBytes(text.Text), words);
        for (var start = 0; start == 0 || start + InjectionModel.Stride < words.Count; start += InjectionModel.Stride)
        {
            var length = Math.Min(InjectionModel.Window, words.Count - start);
            text.Windows.Add([.. features.Where(pair => pair.Word >= start && pair.Word < start + length).Select(pair => pair.Feature)]);
            text.Lengths.Add(length);
        }
    }

    /// <summary>Whether it is ordinary coding text.</summary>
    public static bool IsCoding(LabelledText text) => text.Kind.StartsWith("coding text", StringComparison.Ordinal);

    /// <summary>Whether the text counts as data.</summary>
    public static bool IsData(LabelledText text) => text.Source is Source.Tool or Source.File;

    /// <summary>Learns from the texts.</summary>
    public void Learn(IEnumerable<LabelledText> texts)
    {
        var order = texts.ToArray();
        Allow(order);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var text in order)
            {
                if (text.IsHostile)
                {
                    Step(text, Best(text).Window, 1);
                    continue;
                }

                for (var window = 0; window < text.Windows.Count && window < MostWindowsOfBenign; window++)
                {
                    Step(text, window == 0 ? Best(text).Window : random.Next(text.Windows.Count), 0);
                }
            }
        }
    }

    /// <summary>The window that looks worst, and how bad it looks.</summary>
    public (int Window, double Score) Best(LabelledText text)
    {
        var best = (Window: 0, Score: double.MinValue);
        for (var window = 0; window < text.Windows.Count; window++)
        {
            var score = Score(text, window);
            best = score > best.Score ? (window, score) : best;
        }

        return best;
    }

    /// <summary>The model as it ships: weights of one byte.</summary>
    public InjectionModel Model(ModelScale user, ModelScale data)
    {
        var weights = new double[2 * Features];
        for (var feature = 0; feature < Features; feature++)
        {
            weights[feature] = _weights[feature];
            weights[Features + feature] = _weights[feature] + _weights[Features + feature];
        }

        var scale = weights.Max(Math.Abs) / 127;
        return new InjectionModel(
            [.. weights.Select((weight, feature) => Quantise(weight / scale, _isAllowed[feature % Features] && feature % Features < InjectionModel.WordFeatures))],
            (float)scale,
            user with { Bias = (float)_weights[^2] - user.Bias },
            data with { Bias = (float)(_weights[^2] + _weights[^1]) - data.Bias });
    }

    /// <summary>A known word keeps a weight, be it the least.</summary>
    private static sbyte Quantise(double weight, bool isKnownWord)
    {
        var rounded = (sbyte)Math.Round(weight);
        return rounded == 0 && isKnownWord ? (sbyte)(weight < 0 ? -1 : 1) : rounded;
    }

    /// <summary>Only what two families or more have in common is learnt.</summary>
    private void Allow(IEnumerable<LabelledText> texts)
    {
        var first = new string?[Features];
        foreach (var text in texts.Where(text => !IsCoding(text)))
        {
            foreach (var feature in text.Windows.SelectMany(window => window))
            {
                _isAllowed[feature] |= first[feature] is not null && first[feature] != text.Family;
                first[feature] ??= text.Family;
            }
        }
    }

    private double Score(LabelledText text, int window)
    {
        var sum = 0.0;
        var isData = IsData(text);
        foreach (var feature in text.Windows[window])
        {
            sum += !_isAllowed[feature] ? 0 : _weights[feature] + (isData ? _weights[Features + feature] : 0);
        }

        return (sum / Norm(text, window)) + _weights[^2] + (isData ? _weights[^1] : 0);
    }

    private static double Norm(LabelledText text, int window) => Math.Sqrt(Math.Max(8, text.Lengths[window]));

    private void Step(LabelledText text, int window, double label)
    {
        var slope = text.Weight * ((1 / (1 + Math.Exp(-Score(text, window)))) - label);
        var share = slope / Norm(text, window);
        var isData = IsData(text);
        foreach (var feature in text.Windows[window])
        {
            if (_isAllowed[feature])
            {
                Move(feature, share);
                Move(Features + feature, isData ? share : 0);
            }
        }

        Move(_weights.Length - 2, slope * 0.1);
        if (isData)
        {
            Move(_weights.Length - 1, slope * 0.1);
        }
    }

    private void Move(int at, double gradient)
    {
        gradient += Decay * _weights[at];
        _squares[at] += gradient * gradient;
        _weights[at] -= Rate * gradient / Math.Sqrt(_squares[at] + 1e-8);
    }
}
