using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Pricing.Admin;

/// <summary>The cheapest models for a piece of work.</summary>
internal sealed class CheapestEndpoints(PriceCatalog catalog, TimeProvider time)
{
    private const int MostTokens = 100_000_000;

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/models/cheapest", ApiRight.Self, "Lists the models that would do a piece of work for the least, cheapest first.", ListAsync)
        {
            Reply = PricingJson.Default.PageCheapestReply,
            Query =
            [
                ("input", "Tokens of input, 1000 when left out."), ("output", "Tokens of output, 500 when left out."), ("cache_read", "Tokens of input read from the prompt cache, besides."),
                ("mode", "chat when left out; embedding, rerank, …"), ("provider", "Only this provider's."), ("capability", "What it must be able to do, with commas between: tools,vision."),
                ("context", "The least context window."), ("limit", "Rows, 1 to 100."),
            ],
        },
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var numbers = new[] { ("input", 1000, 0), ("output", 500, 0), ("cache_read", 0, 0), ("context", 0, 0), ("limit", 10, 1) }
            .Select(one => ApiBody.Number(http, one.Item1, one.Item2, one.Item3, one.Item1 == "limit" ? 100 : MostTokens)).ToList();
        if (numbers.Find(number => number.IsRefused) is { IsRefused: true } wrong)
        {
            await ApiReply.RefuseAsync(http, wrong.Refusal);
            return;
        }

        var query = http.Request.Query;
        var mode = query["mode"].ToString() is { Length: > 0 } named ? named : "chat";
        var usage = new TokenUsage { [Unit.Input] = numbers[0].Value, [Unit.Output] = mode == "chat" ? numbers[1].Value : 0, [Unit.CacheRead] = numbers[2].Value };
        var provider = query["provider"].ToString() is { Length: > 0 } one ? one : null;
        var capabilities = query["capability"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var found = new CheapestModels(catalog.Current, time.GetUtcNow()).Of(new CheapestAsk(usage, mode, provider, capabilities, numbers[3].Value, numbers[4].Value));
        await ApiReply.WriteAsync(http, new Page<CheapestReply>(found), PricingJson.Default.PageCheapestReply);
    }
}
