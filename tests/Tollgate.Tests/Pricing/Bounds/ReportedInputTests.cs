using System.Text;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Bounds;
using static Tollgate.Tests.Pricing.Bounds.Requests;
using static Tollgate.Tests.Pricing.Prices;

namespace Tollgate.Tests.Pricing.Bounds;

/// <summary>What can still be owed once a provider has said how much input it read.</summary>
public sealed class ReportedInputTests
{
    private const string Plain = """{"model":"m","max_tokens":100,"messages":[{"role":"user","content":"hello, hello, hello, hello, hello"}]}""";
    private static readonly PriceRow Claude = Row((Unit.Input, "5"), (Unit.Output, "25"), (Unit.CacheWrite5m, "6.25"), (Unit.CacheRead, "0.5"));

    [Fact]
    public void TheBoundOfTheInput_GivesWayToItsReport()
    {
        var bound = Bound(Model(Claude), Surface.Messages, Plain);

        var most = bound.AfterInput(bound.Total, Nanos(Claude, Plain, (Unit.Input, 20), (Unit.CacheRead, 10)));

        Assert.Equal(new Money((20 * 5000) + (10 * 500) + (100 * 25_000)), most);
    }

    [Fact]
    public void AClampedReserve_ShrinksByTheSame()
    {
        var bound = Bound(Model(Claude), Surface.Messages, Plain);

        var most = bound.AfterInput(bound.At(40), Nanos(Claude, Plain, (Unit.Input, 20)));

        Assert.Equal(new Money((20 * 5000) + (40 * 25_000)), most);
    }

    [Theory]
    [InlineData("""{"model":"m","max_tokens":100,"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":1}],"messages":[{"role":"user","content":"hello"}]}""", 20)]
    [InlineData(Plain, 0)]
    [InlineData(Plain, 1_000_000)]
    public void WithoutProof_TheReserveStays(string body, long reported)
    {
        var priced = Row((Unit.Input, "5"), (Unit.Output, "25"), (Unit.WebSearch, "10000"));
        var bound = Bound(Model(priced), Surface.Messages, body);

        Assert.Equal(bound.Total, bound.AfterInput(bound.Total, Nanos(priced, body, (Unit.Input, reported))));
    }

    [Fact]
    public void AKindWithoutAPrice_ProvesNothing() =>
        Assert.Null(Nanos(Row((Unit.Output, "25")), Plain, (Unit.Input, 5)));

    private static decimal? Nanos(PriceRow price, string body, params (Unit Unit, long Count)[] reported)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var usage = default(TokenUsage);
        foreach (var (unit, count) in reported)
        {
            usage[unit] = count;
        }

        return ReportedInput.Nanos(Model(price), Facts(Surface.Messages, bytes), bytes, usage);
    }
}
