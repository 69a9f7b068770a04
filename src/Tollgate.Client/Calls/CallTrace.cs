using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Client.Calls;

/// <summary>One answer of the gateway: what its headers said, and the way to what they could not say yet.</summary>
internal sealed class CallTrace(CallReceipt receipt, HttpResponseMessage answer, FinalCost final)
{

    /// <summary>What is known so far.</summary>
    public CallReceipt Receipt { get; private set; } = receipt;

    /// <summary>What an answer's headers say; null when it is not the gateway's.</summary>
    public static CallReceipt? Read(HttpResponseMessage answer)
    {
        var headers = answer.Headers;
        if (!Guid.TryParse(headers.Text(GatewayHeaders.RequestId), out var id))
        {
            return null;
        }

        var receipt = new CallReceipt
        {
            RequestId = id,
            Status = (int)answer.StatusCode,
            Model = headers.Text(GatewayHeaders.Model),
            Cost = headers.Amount(GatewayHeaders.Cost),
            CostMax = headers.Amount(GatewayHeaders.CostMax),
            InputTokens = headers.Count(GatewayHeaders.TokensInput),
            OutputTokens = headers.Count(GatewayHeaders.TokensOutput),
            Budget = Standing(headers.Text(GatewayHeaders.Status)),
            BudgetRemaining = headers.Amount(GatewayHeaders.BudgetRemaining),
            OutputLimit = headers.Count(GatewayHeaders.MaxOutput),
            Guard = headers.Text(GatewayHeaders.Guard),
        };

        // Without a model nothing was sent to anybody: the gateway refused the call itself.
        return receipt is { IsAnswered: false, Model: null, Cost: null } ? receipt with { Cost = Money.Zero } : receipt;
    }

    /// <summary>Reads what stands behind a stream's last byte, where the protocol has a place for it.</summary>
    public void ReadTrailers()
    {
        var trailers = answer.TrailingHeaders;
        if (Receipt.Cost is null && trailers.Amount(GatewayHeaders.Cost) is { } cost)
        {
            Receipt = Receipt with { Cost = cost, InputTokens = trailers.Count(GatewayHeaders.TokensInput), OutputTokens = trailers.Count(GatewayHeaders.TokensOutput) };
        }
    }

    /// <summary>Asks the gateway for what the call cost in the end; where it cannot say, everything stays as it is.</summary>
    public async Task AskAsync(CancellationToken ct)
    {
        if (Receipt.Cost is null && await final.AskAsync(Receipt.RequestId, ct).ConfigureAwait(false) is { } body)
        {
            ReadFinal(body);
        }
    }

    private static BudgetStatus Standing(string? text) => text switch
    {
        "warn" => BudgetStatus.Warn,
        "downgrade" => BudgetStatus.Downgrade,
        "exceeded" => BudgetStatus.Exceeded,
        _ => BudgetStatus.Ok,
    };

    /// <summary>Takes over what the gateway has on record of the call.</summary>
    private void ReadFinal(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var call = json.RootElement;
        var usage = Usage(call);
        Receipt = Receipt with
        {
            Cost = Amount(call, "cost_usd"),
            Uncertain = Amount(call, "uncertain_usd") ?? Money.Zero,
            Usage = usage,
            InputTokens = usage.TotalInput,
            OutputTokens = usage.TotalOutput,
        };
    }

    private static TokenUsage Usage(JsonElement call)
    {
        var usage = default(TokenUsage);
        if (call.TryGetProperty("usage", out var buckets) && buckets.ValueKind == JsonValueKind.Object)
        {
            foreach (var bucket in buckets.EnumerateObject())
            {
                if (Units.TryParse(bucket.Name, out var unit) && bucket.Value.TryGetInt64(out var count))
                {
                    usage[unit] = count;
                }
            }
        }

        return usage;
    }

    private static Money? Amount(JsonElement json, string name) => json.TryGetProperty(name, out var value) && Money.TryParse(value.GetString(), out var money) ? money : null;
}
