using Tollgate.Security.Injection;

namespace Tollgate.Benchmarks.Security;

/// <summary>Makes probabilities of scores.</summary>
internal static class InjectionCalibration
{
    private const double ShareOfHard = 0.012;
    private const double ShareOfCoding = 0.0015;

    /// <summary>
    /// Even odds are where so few harmless texts lie above, of others' if there are any; the slope is the one that makes the probabilities
    /// above likeliest.
    /// </summary>
    public static ModelScale Of(IEnumerable<KeyValuePair<LabelledText, double>> judged)
    {
        var scores = judged.ToList();
        var others = scores.Any(pair => IsHard(pair.Key, "reference")) ? "reference" : "own";
        var shift = Math.Max(
            Quantile(scores, text => IsHard(text, others), ShareOfHard),
            Quantile(scores, text => text.Kind.StartsWith("coding", StringComparison.Ordinal), ShareOfCoding));
        var best = (Slope: 1.0, Loss: double.MaxValue);
        for (var slope = 0.2; slope < 5; slope += 0.1)
        {
            var loss = scores.Where(pair => pair.Value > shift).Sum(pair => Math.Log(1 + Math.Exp(-slope * (pair.Value - shift) * (pair.Key.IsHostile ? 1 : -1))));
            best = loss < best.Loss ? (slope, loss) : best;
        }

        return new ModelScale((float)shift, (float)best.Slope);
    }

    private static bool IsHard(LabelledText text, string from) => !text.IsHostile && text.Kind.StartsWith(from, StringComparison.Ordinal);

    private static double Quantile(List<KeyValuePair<LabelledText, double>> scores, Func<LabelledText, bool> belongs, double share)
    {
        var some = scores.Where(pair => belongs(pair.Key)).Select(pair => pair.Value).OrderDescending().ToArray();
        return some.Length == 0 ? double.MinValue : some[Math.Min(some.Length - 1, (int)(some.Length * share))];
    }
}
