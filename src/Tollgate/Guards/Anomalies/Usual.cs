namespace Tollgate.Guards.Anomalies;

/// <summary>What is usual of a number: its median, and how far it strays from that (median of the distances, as a standard deviation). One wild hour moves neither.</summary>
/// <param name="Median">The median.</param>
/// <param name="Deviation">How far it strays.</param>
internal readonly record struct Usual(double Median, double Deviation)
{
    /// <summary>The median of the distances of a normal distribution is that part of its standard deviation.</summary>
    private const double OfNormal = 1.4826;

    /// <summary>Whoever does the same every hour still strays a little.</summary>
    private const double LeastShare = 0.15;

    /// <summary>How many deviations a value lies above the median.</summary>
    public double Above(double value) => (value - Median) / Deviation;

    /// <summary>What is usual of some values; a deviation below the least is the least.</summary>
    public static Usual Of(List<double> values, double least)
    {
        values.Sort();
        var median = Middle(values);
        var distances = values.ConvertAll(value => Math.Abs(value - median));
        distances.Sort();
        return new Usual(median, Math.Max(Math.Max(Middle(distances) * OfNormal, median * LeastShare), least));
    }

    private static double Middle(List<double> sorted) =>
        sorted.Count == 0 ? 0 : sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
}
