using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.TestKit.Bills;

namespace Tollgate.TestKit.Provider;

/// <summary>Answers model calls: reads, decides, bills, sends.</summary>
internal sealed class FakeCalls(FakeProvider provider, FakeObjects objects)
{
    private readonly Answerer _answerer = new(provider.Options.Prices, new PromptMemory(TimeProvider.System), TimeProvider.System);
    private readonly ConcurrentDictionary<string, bool> _seen = new();
    private readonly string _run = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 5));

    /// <summary>Answers one call.</summary>
    public async Task HandleAsync(HttpContext http, FakeCallInput input, FakeRoute route)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{route.IdPrefix}{_run}{input.Request.Number:x12}");
        var ask = new Ask { Surface = route.Surface, Flavour = input.Flavour };
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(input.Body);
        }
        catch (JsonException exception)
        {
            await FakeErrors.SendAsync(http, route.Dialect, 400, "We could not parse the JSON body of your request. " + exception.Message, id);
            return;
        }

        using (document)
        {
            ReadAsk(ask, route, input, document.RootElement);
            var behaviour = BehaviourOf(ask);
            await AnswerAsync(http, input, route, ask, behaviour, id);
        }
    }

    private static void ReadAsk(Ask ask, FakeRoute route, FakeCallInput input, JsonElement root)
    {
        route.Wire.Read(ask, root);
        if (route.Dialect == "gemini" || ask.AskedModel.Length == 0)
        {
            Wire.WireJson.SetModel(ask, FakeRoute.ModelIn(input.Path) ?? ask.AskedModel);
            ask.Stream |= input.Path.EndsWith(":streamGenerateContent", StringComparison.Ordinal);
            ask.IsEvents = route.Dialect != "gemini" || input.Request.Target.Contains("alt=sse", StringComparison.Ordinal);
        }

        if (route.Dialect == "anthropic" && input.Request.Header("anthropic-version") is null)
        {
            ask.Problem = "anthropic-version: header is required";
        }
        else if (route.Dialect == "anthropic" && string.CompareOrdinal(input.Request.Header("anthropic-version"), "2026") > 0
            && (root.TryGetProperty("temperature", out _) || root.TryGetProperty("top_p", out _) || root.TryGetProperty("top_k", out _)))
        {
            ask.Problem = "temperature: Extra inputs are not permitted";
        }
    }

    private Behaviour BehaviourOf(Ask ask)
    {
        var behaviour = provider.Script.TryDequeue(out var scripted) ? scripted : provider.Default;
        if (ask.AskedModel.Length > ask.Model.Length)
        {
            behaviour = Directives.Block(behaviour, ask.AskedModel[(ask.Model.Length + 1)..].Replace(',', ';'));
        }

        behaviour = ask.LastText.Length == 0 ? behaviour : Directives.Apply(behaviour, ask.LastText);
        return behaviour is { IsOnce: true, Mark: { } mark } && !_seen.TryAdd(mark, true) ? behaviour with { Status = 0, Fault = Fault.None } : behaviour;
    }

    private async Task AnswerAsync(HttpContext http, FakeCallInput input, FakeRoute route, Ask ask, Behaviour behaviour, string id)
    {
        var earlier = ask.PreviousResponse is null ? 0 : objects.TokensOf(input.Key, ask.PreviousResponse);
        if (earlier < 0)
        {
            ask.Problem = $"Previous response with id '{ask.PreviousResponse}' not found.";
            ask.ProblemStatus = 404;
        }

        Headers(http.Response, route, id);
        if (ask.Problem is { } problem)
        {
            await FakeErrors.SendAsync(http, route.Dialect, ask.ProblemStatus, problem, id);
            return;
        }

        var reply = _answerer.Answer(ask, behaviour, id, input.Key, Math.Max(0, earlier));
        var sender = new FakeSender(http, route, reply);
        if (behaviour.Status >= 400)
        {
            await RefuseAsync(sender, input, route, reply);
            return;
        }

        await ServeAsync(sender, input, route, reply);
    }

    private async Task RefuseAsync(FakeSender sender, FakeCallInput input, FakeRoute route, Reply reply)
    {
        var isBilled = reply.Behaviour.ErrorHasUsage;
        Bill(input, route, reply, isBilled ? reply.Usage : default, BillOutcome.Refused, isBilled);
        await sender.RefuseAsync();
    }

    private async Task ServeAsync(FakeSender sender, FakeCallInput input, FakeRoute route, Reply reply)
    {
        Bill(input, route, reply, reply.Usage, BillOutcome.Running, isReported: false);
        using var bytes = new EventBuffer { IsArray = reply.Ask.Stream && !reply.Ask.IsEvents };
        Render(route, reply, bytes);
        provider.Keep(reply.Id, bytes.Bytes);
        if (reply.Ask.IsStored && route.Surface == "responses")
        {
            Keep(route, reply, input.Key);
        }

        var outcome = BillOutcome.Aborted;
        try
        {
            outcome = await sender.SendAsync(bytes) ? BillOutcome.Served : BillOutcome.Broken;
        }
        finally
        {
            var isWhole = outcome == BillOutcome.Served || reply.Behaviour.BillsFully || reply.Behaviour.IsAdversary;
            var isReported = outcome == BillOutcome.Served && IsTold(reply);
            Bill(input, route, reply, isWhole ? reply.Usage : sender.Partly(reply.Usage), outcome, isReported);
        }
    }

    private static bool IsTold(Reply reply) =>
        reply.Behaviour is { Usage: UsageReport.True or UsageReport.Zero, Fault: Fault.None }
        && (!reply.Ask.Stream || reply.Ask.Surface is not ("chat" or "completions") || reply.Ask.AsksForUsage);

    private static void Render(FakeRoute route, Reply reply, EventBuffer bytes)
    {
        if (reply.Ask.Stream)
        {
            route.Wire.Stream(reply, bytes);
            return;
        }

        route.Wire.Whole(reply, bytes.Whole());
        bytes.EndWhole();
    }

    private void Keep(FakeRoute route, Reply reply, string account)
    {
        using var whole = new EventBuffer();
        route.Wire.Whole(reply, whole.Whole());
        whole.EndWhole();
        objects.Store(account, reply.Id, whole.Bytes, reply.Usage.TotalInput + reply.Usage.TotalOutput);
    }

    private void Bill(FakeCallInput input, FakeRoute route, Reply reply, FakeUsage usage, BillOutcome outcome, bool isReported)
    {
        if (!provider.Options.KeepsBill)
        {
            return;
        }

        // Counting and moderation are free. Who reports zero tokens, charges none: a provider that lies about its own bill is beyond any gateway.
        usage = reply.Behaviour.Usage == UsageReport.Zero ? new FakeUsage { Searches = usage.Searches } : route.Surface is "count" or "moderations" ? default : usage;
        var isFree = reply.Cost == Rational.Zero || usage == default;
        var amount = isFree ? Rational.Zero : usage == reply.Usage ? reply.Cost : provider.Options.Prices.Of(reply.Ask.Model).Cost(usage, reply.Tier);
        provider.Bill.Put(new BillLine(reply.Id, input.Request.Number, reply.Behaviour.Mark, route.Surface, reply.Ask.Model, reply.Tier,
            usage, amount, outcome, isReported));
    }

    private static void Headers(HttpResponse response, FakeRoute route, string id)
    {
        // What no client of a gateway should ever see.
        response.Headers.SetCookie = "provider_session=1; Path=/";
        response.Headers["x-internal-host"] = "10.11.12.13";
        response.Headers["proxy-authenticate"] = "Basic";
        switch (route.Dialect)
        {
            case "anthropic":
                response.Headers["request-id"] = "req_" + id;
                response.Headers["anthropic-organization-id"] = "00000000-0000-0000-0000-00000000fa4e";
                response.Headers["anthropic-ratelimit-requests-remaining"] = "3999";
                break;
            case "openai":
                response.Headers["x-request-id"] = "req_" + id;
                response.Headers["openai-version"] = "2020-10-01";
                response.Headers["openai-processing-ms"] = "7";
                response.Headers["x-ratelimit-remaining-requests"] = "9999";
                break;
            default:
                response.Headers["server-timing"] = "gfet4t7; dur=7";
                break;
        }
    }
}
