using System.Buffers;
using System.Globalization;
using Tollgate.Core;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Upstreams.Probing;

/// <summary>Says which of name, connection, TLS, key and model fails at an account. Only free routes are asked, so that nothing is billed.</summary>
internal sealed class ProviderProbe(UpstreamClient client, UpstreamAddress addresses)
{
    /// <summary>Lists of models are below 2 MB.</summary>
    private const int MaxAnswer = 8 << 20;

    /// <summary>Tries an account; with a model, whether its list holds it.</summary>
    public async Task<ProbeReport> TryAsync(Deployment deployment, string? model, CancellationToken ct)
    {
        var steps = new List<ProbeStep>();
        var isReached = deployment.Proxy is null
            ? await NetworkProbe.TryAsync(deployment.BaseAddress, steps, ct)
            : Skip(steps, deployment.Proxy);
        if (isReached && await TryKeyAsync(deployment, steps, ct) && model is not null)
        {
            await TryModelAsync(deployment, model, steps, ct);
        }

        return new ProbeReport(deployment.Name, !steps.Exists(step => step.IsOk == false), steps);
    }

    private static bool Skip(List<ProbeStep> steps, Uri proxy)
    {
        steps.Add(new ProbeStep("dns", null, $"Calls go through the proxy {proxy.Authority}, which finds the address itself."));
        return true;
    }

    private async Task<bool> TryKeyAsync(Deployment deployment, List<ProbeStep> steps, CancellationToken ct)
    {
        if (deployment.Credentials == CredentialSource.Client)
        {
            steps.Add(new ProbeStep("key", null, "The client's own credentials are used; there is no key to try."));
            return true;
        }

        var (exchange, _) = await GetAsync(deployment, deployment.Catalogue.CheckPath, ct);
        var step = KeyStep(deployment, exchange.Status, exchange.Fault);
        steps.Add(step);
        return step.IsOk != false;
    }

    private static ProbeStep KeyStep(Deployment deployment, int status, UpstreamFault fault)
    {
        var name = deployment.Provider;
        var code = status.ToString(CultureInfo.InvariantCulture);
        return status switch
        {
            0 => new ProbeStep("key", false, $"The provider was reached, but did not answer: {fault.Refuse(deployment).Message}"),
            >= 200 and < 300 => new ProbeStep("key", true, deployment.Key is null ? "The provider answers without a key." : $"The key ({deployment.Key.Hint}) is good."),
            401 or 403 => new ProbeStep("key", false, $"The provider refuses the key (status {code}). `tollgate providers rotate {name}` sets another."),
            400 when deployment.Catalogue.Id == "gemini" => new ProbeStep("key", false, $"The provider refuses the key (status 400). `tollgate providers rotate {name}` sets another."),
            404 => new ProbeStep("key", null, $"{deployment.BaseAddress.Authority} answers, but has no {deployment.Catalogue.CheckPath} (status 404): the key could not be tried. Check the path of base_url."),
            429 => new ProbeStep("key", true, "The key is good, but the provider limits it right now (status 429)."),
            >= 500 => new ProbeStep("key", null, $"The provider has a fault of its own right now (status {code}); the key could not be tried."),
            _ => new ProbeStep("key", null, $"The provider answered with status {code}; the key could not be tried."),
        };
    }

    private async Task TryModelAsync(Deployment deployment, string model, List<ProbeStep> steps, CancellationToken ct)
    {
        var own = deployment.ModelName(model);
        if (deployment.Catalogue.ModelsPath is not { } path)
        {
            steps.Add(new ProbeStep("model", null, $"The provider has no list of models; only a call can tell about '{own}'."));
            return;
        }

        var (exchange, list) = await GetAsync(deployment, path, ct);
        var isListed = exchange.Status is >= 200 and < 300 && ModelList.Holds(list, own);
        steps.Add(exchange.Status is not (>= 200 and < 300)
            ? new ProbeStep("model", null, $"The list of models could not be read (status {exchange.Status.ToString(CultureInfo.InvariantCulture)}).")
            : new ProbeStep("model", isListed, isListed ? $"'{own}' is in the provider's list." : $"'{own}' is not in the provider's list. Check the name, and what the account may use."));
    }

    private async Task<(UpstreamExchange Exchange, byte[] Body)> GetAsync(Deployment deployment, string path, CancellationToken ct)
    {
        var split = path.IndexOf('?', StringComparison.Ordinal);
        var address = addresses.OfPath(deployment, split < 0 ? path : path[..split], split < 0 ? null : path[split..]);
        var call = new UpstreamCall { Deployment = deployment, Surface = Surface.PassThrough, Address = address, Method = HttpMethod.Get };
        await using var exchange = await client.SendAsync(call, ct);
        var body = new ArrayBufferWriter<byte>();
        while (body.WrittenCount < MaxAnswer)
        {
            var read = await exchange.ReadAsync(body.GetMemory(16 * 1024));
            if (read.IsEnd)
            {
                break;
            }

            body.Advance(read.Bytes);
        }

        return (exchange, body.WrittenSpan.ToArray());
    }
}
