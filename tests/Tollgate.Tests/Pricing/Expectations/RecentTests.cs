using Tollgate.Pricing.Expectations;

namespace Tollgate.Tests.Pricing.Expectations;

public sealed class RecentTests
{
    [Fact]
    public void Nearest_LiesWhereMostValuesLie_AndNotInTheMiddle()
    {
        var recent = new Recent();
        foreach (var value in (int[])[70, 72, 75, 74, 400, 900, 2000, 73, 1500])
        {
            recent.Add(value);
        }

        Assert.Equal(75, recent.Median());
        Assert.InRange(recent.Nearest(), 72, 75);
    }

    [Fact]
    public void Nearest_EqualsBruteForce()
    {
        var random = new Random(7);
        for (var run = 0; run < 200; run++)
        {
            var recent = new Recent();
            var values = Enumerable.Range(0, random.Next(1, Recent.Most + 1)).Select(_ => random.Next(1, 1000)).ToArray();
            Array.ForEach(values, value => recent.Add(value));

            Assert.Equal(values.Min(guess => MedianError(values, guess)), MedianError(values, recent.Nearest()));
        }
    }

    [Fact]
    public void Recall_PutsOlderValuesBehindNewer_AndKeepsTheLast()
    {
        var recent = new Recent();
        recent.Add(7);

        recent.Recall([.. Enumerable.Range(1000, Recent.Most)]);

        Assert.Equal([.. Enumerable.Range(1001, Recent.Most - 1), 7], recent.ToArray());
    }

    [Fact]
    public void AShare_OfNothing_IsNotLearned()
    {
        var recent = new Recent();
        recent.AddShare(1, 0);
        recent.AddShare(-1, 5);

        Assert.Equal((0, 42L), (recent.Count, recent.Of(10, 42)));
    }

    private static long MedianError(int[] values, int guess)
    {
        var errors = values.Select(value => Math.Abs((long)guess - value) * 1_000_000 / value).Order().ToArray();
        return errors[errors.Length / 2];
    }
}
