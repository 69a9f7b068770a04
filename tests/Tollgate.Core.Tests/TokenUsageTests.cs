namespace Tollgate.Core.Tests;

public sealed class TokenUsageTests
{
    [Fact]
    public void BucketsAreDisjointAndSumIntoTotals()
    {
        var usage = default(TokenUsage);
        usage[Unit.Input] = 5;
        usage[Unit.CacheRead] = 7;
        usage[Unit.Output] = 2;
        usage[Unit.Reasoning] = 3;
        usage[Unit.WebSearch] = 1;

        Assert.Equal((12L, 5L, false), (usage.TotalInput, usage.TotalOutput, usage.IsEmpty));
        Assert.Equal("input 5, cache_read 7, output 2, reasoning 3, web_search 1", usage.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => usage[Unit.Input] = -1);
    }

    [Fact]
    public void UsagesAreEqualBucketByBucket()
    {
        var left = default(TokenUsage);
        var right = default(TokenUsage);
        left[Unit.Output] = 1;
        right[Unit.Reasoning] = 1;

        Assert.True(left != right && !left.Equals((object)right) && left.GetHashCode() == right.GetHashCode());
        right[Unit.Reasoning] = 0;
        right[Unit.Output] = 1;
        Assert.True(left == right && left.Equals((object)right));
    }

    [Fact]
    public void EveryUnitHasANameThatFindsItAndAParentThatLeadsToATop()
    {
        for (var i = 0; i < Units.Count; i++)
        {
            var unit = (Unit)i;
            Assert.True(Units.TryParse(Units.Name(unit), out var found));
            Assert.Equal(unit, found);
            var steps = 0;
            for (Unit? parent = unit; parent is { } current; parent = Units.Parent(current))
            {
                Assert.True(++steps < Units.Count);
            }
        }

        Assert.False(Units.TryParse("no_such_unit", out _));
    }
}
