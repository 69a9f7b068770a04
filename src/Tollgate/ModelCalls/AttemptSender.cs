using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Dialects.Requests;
using Tollgate.Upstreams.Sending;

namespace Tollgate.ModelCalls;

/// <summary>Makes an attempt's bytes: the client's body with the known values spliced, its headers as the catalogue allows, the account's key.</summary>
internal sealed class AttemptSender(UpstreamClient client, UpstreamAddress addresses, DrainRoom drain, TimeProvider time)
{
    /// <summary>The body that goes upstream: the client's own memory, and new text only where something is spliced.</summary>
    public static RequestContent Prepare(AdmittedCall call, Attempt attempt)
    {
        var request = call.Request;
        var surface = request.Route.Surface;
        var splices = new Splices();
        ref var facts = ref request.Facts;
        if (IsModelSpliced(call, attempt))
        {
            RequestSplicer.SetModel(ref splices, surface, facts, System.Text.Encoding.UTF8.GetBytes(attempt.UpstreamModel));
        }

        if (attempt.OutputLimit > 0)
        {
            RequestSplicer.SetOutputLimit(ref splices, surface, facts, OutputLimits.Field(call, attempt), attempt.OutputLimit);
        }

        if (attempt.ToolCallLimit > 0)
        {
            RequestSplicer.SetMaxToolCalls(ref splices, facts, attempt.ToolCallLimit);
        }

        attempt.DropsUsageChunk = facts.Stream && !facts.AsksForUsage && surface is Surface.ChatCompletions or Surface.Completions
            && !attempt.Deployment.Catalogue.RefusesStreamOptions;
        if (attempt.DropsUsageChunk)
        {
            RequestSplicer.AskForUsage(ref splices, surface, facts);
        }

        return new RequestContent(request.Body.Memory, splices);
    }

    /// <summary>
    /// Whether the model is written over the body's own. Where the path names it the body may name another one: what was admitted and priced
    /// is what is sent.
    /// </summary>
    private static bool IsModelSpliced(AdmittedCall call, Attempt attempt) =>
        call.PassThrough is null && (call.Request.Route.Model is not null || !attempt.UpstreamModel.Equals(call.Request.Model, StringComparison.Ordinal));

    /// <summary>The meter of the attempt, with what the catalogue knows of the provider's reports.</summary>
    public static ReplyMeter Meter(AdmittedCall call, Attempt attempt)
    {
        var surface = call.Request.Route.Surface;
        var containment = attempt.Deployment.Catalogue.Find(surface)?.Containment ?? UsageContainment.Usual;
        return new ReplyMeter(surface, containment) { AsksForOneHourCache = call.Request.Facts.HasOneHourCache };
    }

    /// <summary>Sends it and waits for the answer's head.</summary>
    public async ValueTask<UpstreamExchange> SendAsync(AdmittedCall call, Attempt attempt, RequestContent body)
    {
        var request = call.Request;
        var address = call.PassThrough is { } target ? addresses.OfPath(attempt.Deployment, target.Path, request.Query) : addresses.Of(attempt.Deployment, request.Route.Surface, request.IsStream, attempt.UpstreamModel, request.Route.Version.Length == 0 ? null : request.Route.Version, request.Query);
        var upstream = new UpstreamCall
        {
            Deployment = attempt.Deployment,
            Surface = request.Route.Surface,
            Address = address,
            Method = call.PassThrough is null ? HttpMethod.Post : HttpMethod.Parse(call.Http.Request.Method),
            Content = body.Length == 0 && call.PassThrough is not null ? null : body,
            ClientHeaders = call.Http.Request.Headers,
            ClientAuthorization = call.SignedIn.HasClientCredentials ? call.Http.Request.Headers.Authorization.ToString() : null,
            IdempotencyScope = call.Caller.KeyId,
            IsStreamed = request.IsStream,
            Drain = !call.IsFree && drain.Takes(attempt.Chain.IsHard) ? drain : null,
        };
        attempt.Identity.SentAt = time.GetUtcNow();
        return await client.SendAsync(upstream, call.Http.RequestAborted);
    }
}
