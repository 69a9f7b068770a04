namespace Tollgate.Analytics.Figures;

/// <summary>A few words of statistics, in decimal.</summary>
internal static class Statistics
{
    private const int MostRounds = 64;

    /// <summary>97.5 % quantiles of Student's distribution for 1 to 10 degrees of freedom.</summary>
    private static readonly decimal[] Student = [12.706m, 4.303m, 3.182m, 2.776m, 2.571m, 2.447m, 2.365m, 2.306m, 2.262m, 2.228m];

    /// <summary>The middle value; the mean of the two middle ones.</summary>
    public static decimal Median(IEnumerable<decimal> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The standard deviation of a sample.</summary>
    public static decimal Deviation(IReadOnlyList<decimal> values)
    {
        var mean = values.Sum() / values.Count;
        return Root(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    /// <summary>
    /// How far the sum of further values may lie from so many times the mean, at 95 %: what these values and their mean leave open.
    /// </summary>
    public static decimal SumInterval(IReadOnlyList<decimal> values, int further)
    {
        var quantile = Student[Math.Min(values.Count - 1, Student.Length) - 1];
        return quantile * Deviation(values) * Root(further + ((decimal)further * further / values.Count));
    }

    /// <summary>The square root, by Newton's rounds.</summary>
    public static decimal Root(decimal value)
    {
        if (value <= 0)
        {
            return 0;
        }

        var root = value > 1 ? value : 1;
        for (var i = 0; i < MostRounds * 2; i++)
        {
            var next = (root + (value / root)) / 2;
            if (next >= root)
            {
                break;
            }

            root = next;
        }

        return root;
    }
}
