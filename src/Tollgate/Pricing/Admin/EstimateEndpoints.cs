using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Pricing.Discounts;
using Tollgate.Pricing.Expectations;

namespace Tollgate.Pricing.Admin;

/// <summary>Quotes: what a call probably costs, and what it can cost at most.</summary>
internal sealed class EstimateEndpoints(PriceCatalog catalog, DiscountDesk discounts, UsageMemory usages, TimeProvider time)
{
    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("POST", "/api/costs/estimate", ApiRight.Self, "Quotes a request body, numbers of tokens, or a usage.", EstimateAsync)
        {
            Request = PricingJson.Default.EstimateBody,
            Reply = PricingJson.Default.EstimateReply,
        },
    ];

    private async Task EstimateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, PricingJson.Default.EstimateBody);
        var quote = body.IsRefused ? body.Refusal : new Estimator(catalog.Current, discounts.Current, new Expectation(usages, caller.OrganizationId, caller.KeyId), time.GetUtcNow()).Quote(body.Value);
        await (quote.IsRefused
            ? ApiReply.RefuseAsync(http, quote.Refusal)
            : ApiReply.WriteAsync(http, quote.Value, PricingJson.Default.EstimateReply));
    }
}
