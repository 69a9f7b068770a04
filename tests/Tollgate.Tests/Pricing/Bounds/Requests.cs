using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Requests;
using Tollgate.Pricing;
using Tollgate.Pricing.Bounds;

namespace Tollgate.Tests.Pricing.Bounds;

/// <summary>Request bodies as clients send them, read by the product's own reader.</summary>
internal static class Requests
{
    public static CallBound Bound(PricedModel model, Surface surface, string json, SharpInput? sharp = null)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return CostBound.Of(model, surface, Facts(surface, body), body, sharp);
    }

    public static RequestFacts Facts(Surface surface, byte[] body)
    {
        var facts = default(RequestFacts);
        Assert.Equal(RequestFault.None, RequestReader.TryRead(surface, body, ref facts, out _));
        return facts;
    }

    public static PricedModel Model(PriceRow price, ModelTraits? traits = null) => new()
    {
        Provider = "lab", Model = "m", UpstreamModel = "m", CatalogVersion = "test", Price = price,
        Traits = traits ?? new ModelTraits { ContextWindow = 200_000, MaxOutput = 8_000, EnforcesContext = true, TokensPerRequest = 0, TokensPerMessage = 0, TokensPerTool = 0, TokensForTools = 0 },
    };
}
