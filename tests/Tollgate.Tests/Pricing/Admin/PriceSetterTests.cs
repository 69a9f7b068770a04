using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Admin;
using Tollgate.TestKit;

namespace Tollgate.Tests.Pricing.Admin;

public sealed class PriceSetterTests : IAsyncLifetime
{
    private static readonly ApiCaller Operator = new(Guid.Empty, "admin", Guid.Empty, ApiRight.Operator);
    private static readonly PriceBody Price = new(new() { ["input"] = "5", ["output"] = "25" });
    private readonly PriceCatalog _catalog = new(new PricingOptions
    {
        Models = new Dictionary<string, ModelOptions> { ["mine"] = new() { Provider = "openai", UpstreamModel = "gpt-4o", PricePerMillion = new Dictionary<string, string> { ["input"] = "1" } } },
    });

    private TestDatabase _database = null!;
    private PriceSetter _setter = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _setter = new PriceSetter(_catalog, new PriceStore(_database.Source, new AuditLog(_database.Source, TimeProvider.System), TimeProvider.System), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _setter.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task APrice_IsInForceAtOnce_SurvivesARestart_AndEndsWhenTakenBack()
    {
        var ct = TestContext.Current.CancellationToken;

        var set = await _setter.SetAsync("groq/openai/gpt-oss-120b", Price, Operator, ct);
        var restarted = new PriceCatalog(new PricingOptions());
        using var again = new PriceSetter(restarted, new PriceStore(_database.Source, new AuditLog(_database.Source, TimeProvider.System), TimeProvider.System), TimeProvider.System);
        await again.LoadAsync(ct);

        Assert.Equal(25_000m, set.Value!.Price.Standard.Base[Unit.Output]);
        Assert.Equal(25_000m, restarted.Current.Resolve("groq/openai/gpt-oss-120b", null, TimeProvider.System.GetUtcNow()).Value!.Price.Standard.Base[Unit.Output]);
        Assert.Null(await _setter.EndAsync("groq/openai/gpt-oss-120b", Operator, ct));
        Assert.Equal(600m, _catalog.Current.Resolve("groq/openai/gpt-oss-120b", null, TimeProvider.System.GetUtcNow()).Value!.Price.Standard.Base[Unit.Output]);
        Assert.Equal(RefusalCode.NotFound, (await _setter.EndAsync("groq/openai/gpt-oss-120b", Operator, ct))?.Code);
    }

    [Fact]
    public async Task ASecondPrice_EndsTheFirst_AndBothStayInHistory()
    {
        var ct = TestContext.Current.CancellationToken;
        _ = await _setter.SetAsync("gpt-4o", Price, Operator, ct);
        _ = await _setter.SetAsync("gpt-4o", new PriceBody(new() { ["input"] = "6", ["output"] = "30" }), Operator, ct);

        Assert.Equal(2L, await _database.ScalarAsync("select count(*) from price_override"));
        Assert.Equal(2L, await _database.ScalarAsync("select count(*) from audit_event where action = 'price.set'"));
        Assert.Equal(6000m, _catalog.Current.Resolve("gpt-4o", null, TimeProvider.System.GetUtcNow()).Value!.Price.Standard.Base[Unit.Input]);
    }

    [Theory]
    [InlineData("mine", RefusalCode.Conflict)]
    [InlineData("no-such-model", RefusalCode.ModelNotFound)]
    public async Task APriceThatCannotBeSet_SaysWhy(string id, RefusalCode code)
    {
        var set = await _setter.SetAsync(id, Price, Operator, TestContext.Current.CancellationToken);

        Assert.Equal(code, set.Refusal?.Code);
    }

    [Theory]
    [InlineData("input", "1e3")]
    [InlineData("tokens", "1")]
    [InlineData("web_search", "1")]
    public async Task APriceThatIsNone_NamesTheField(string unit, string text)
    {
        var set = await _setter.SetAsync("gpt-4o", new PriceBody(new() { [unit] = text }), Operator, TestContext.Current.CancellationToken);

        Assert.Equal($"price_per_million.{unit}", set.Refusal?.Parameter);
    }

    [Fact]
    public async Task AnUnlistedModel_CanBeGivenAPrice()
    {
        var set = await _setter.SetAsync("mistral/brand-new", Price, Operator, TestContext.Current.CancellationToken);

        Assert.Equal(LineFlags.None, set.Value!.Flags);
        Assert.Equal(LineFlags.None, _catalog.Current.Resolve("brand-new", "mistral", TimeProvider.System.GetUtcNow()).Value!.Flags);
    }
}
