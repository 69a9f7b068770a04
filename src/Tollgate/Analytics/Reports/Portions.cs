using Tollgate.Core;

namespace Tollgate.Analytics.Reports;

/// <summary>Divides an amount by weights so that the parts add up to it exactly: what is left of whole nano-dollars goes to the largest remainders.</summary>
internal static class Portions
{
    /// <summary>The parts; all to the first where no weight is above zero.</summary>
    public static Money[] Of(Money amount, IReadOnlyList<decimal> weights)
    {
        var parts = new Money[weights.Count];
        var total = weights.Sum();
        if (total <= 0)
        {
            parts[0] = amount;
            return parts;
        }

        var exact = weights.Select(weight => amount.Nanos * (weight / total)).ToArray();
        var left = amount.Nanos;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new Money(decimal.ToInt64(decimal.Floor(exact[i])));
            left -= parts[i].Nanos;
        }

        var order = Enumerable.Range(0, parts.Length).Where(i => weights[i] > 0).OrderByDescending(i => exact[i] - decimal.Floor(exact[i])).ThenBy(i => i).ToList();
        for (var i = 0; left != 0; i = (i + 1) % order.Count)
        {
            var step = Math.Sign(left);
            parts[order[i]] += new Money(step);
            left -= step;
        }

        return parts;
    }
}
