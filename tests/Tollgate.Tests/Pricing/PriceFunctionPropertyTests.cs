using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Core;
using Tollgate.Pricing;

namespace Tollgate.Tests.Pricing;

public sealed class PriceFunctionPropertyTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(5000);

    [Fact]
    public void Cost_IsTheExactBillRoundedUpByLessThanANanoDollar() => Check(static seed =>
    {
        var one = PricedCase.Random(seed);

        var cost = PriceFunction.Cost(one.Row, one.Usage, one.Terms);

        var (numerator, denominator) = one.Oracle.Bill(one.Counts);
        var above = (cost.Nanos * denominator) - numerator;
        return above >= BigInteger.Zero && above < denominator;
    });

    [Fact]
    public void Cost_NeverFallsWhenABucketGrows() => Check(static seed =>
    {
        var one = PricedCase.Random(seed);
        var row = new PriceRow(one.Row.Standard with { Tiers = [] }) { Regions = one.Row.Regions };
        var before = PriceFunction.Cost(row, one.Usage, one.Terms);
        var more = one.Usage;
        var unit = (Unit)(seed % Units.Count);
        more[unit] += 1 + (seed % 1000);

        return PriceFunction.Cost(row, more, one.Terms) >= before;
    });

    [Fact]
    public void Cost_OfSplitBuckets_AddsUpToTheWholeButForRounding() => Check(static seed =>
    {
        var one = PricedCase.Random(seed);
        var row = new PriceRow(one.Row.Standard with { Tiers = [] }) { Regions = one.Row.Regions };
        var parts = Money.Zero;
        for (var i = 0; i < Units.Count; i++)
        {
            var part = new TokenUsage { [(Unit)i] = one.Usage[(Unit)i] };
            parts += PriceFunction.Cost(row, part, one.Terms);
        }

        var whole = PriceFunction.Cost(row, one.Usage, one.Terms);
        return whole <= parts && parts.Nanos - whole.Nanos < Units.Count;
    });

    private static void Check(Func<int, bool> holds) => Prop.ForAll(Seeds, holds).Check(Many);
}
