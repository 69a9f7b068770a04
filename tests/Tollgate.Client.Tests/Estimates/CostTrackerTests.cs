using System.Text.Json;
using Tollgate.Client.Estimates;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Client.Tests.Estimates;

public sealed class CostTrackerTests : IDisposable
{
    private static readonly JsonElement Body = JsonDocument.Parse("""{"model":"gpt-4o","prompt":"hello","max_tokens":10}""").RootElement;
    private static readonly JsonElement Answer = JsonDocument.Parse("""{"object":"chat.completion","choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}""").RootElement;

    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-tracker-").FullName;
    private readonly HeldClock _clock = new();
    private readonly Sink _sink = new();

    private string PendingFile => Path.Combine(_folder, "pending.csv");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Estimate_IsChosenByCostProvider_ThenByProvider()
    {
        using var tracker = new CostTracker(_sink, time: _clock);
        tracker.Register(new FixedCost("search", new Money(7)));

        Assert.Equal(new Money(7), tracker.Estimate(Body, Resource("cost_provider", "search", "provider", "openai")).Amount);
        Assert.Equal("openai", tracker.Estimate(Body, Resource("provider", "openai")).Provider);
        Assert.Equal(Money.Zero, tracker.Estimate(Body, Resource("cost_provider", "free")).Amount);
    }

    [Fact]
    public void Estimate_WithoutAKnownEstimator_IsAnError_NeverFree()
    {
        using var tracker = new CostTracker(_sink, time: _clock);

        Assert.Throws<CostEstimationException>(() => tracker.Estimate(Body, new CostResource("tool")));
        Assert.Equal("nobody", Assert.Throws<CostEstimationException>(() => tracker.Estimate(Body, Resource("provider", "nobody"))).Provider);
    }

    [Fact]
    public async Task AnEstimatorThatFails_IsAnError_NeverFree()
    {
        using var tracker = new CostTracker(_sink, time: _clock);
        tracker.Register(new Failing());

        Assert.Throws<CostEstimationException>(() => tracker.Estimate(Body, Resource("provider", "failing")));
        await Assert.ThrowsAsync<CostEstimationException>(() => tracker.RecordAsync(Body, Answer, Resource("provider", "failing"), Ct));
        Assert.Empty(_sink.Taken);
    }

    [Fact]
    public void Register_ReplacesAtRunTime_AndUnregisterTakesAway()
    {
        using var tracker = new CostTracker(_sink, time: _clock);
        tracker.Register(new FixedCost("openai", new Money(3)));

        Assert.Equal(new Money(3), tracker.Estimate(Body, Resource("provider", "openai")).Amount);
        Assert.Equal(["anthropic", "free", "openai"], tracker.Estimators.Select(one => one.Provider));
        Assert.True(tracker.Unregister("openai"));
        Assert.False(tracker.Unregister("openai"));
        Assert.Null(tracker.Find("openai"));
    }

    [Fact]
    public async Task RecordAsync_PrefersWhatTheCallReallyCost()
    {
        using var tracker = new CostTracker(_sink, time: _clock);

        var record = await tracker.RecordAsync(Body, Answer, Resource("provider", "openai"), Ct);

        Assert.Equal(new Money(3_500_000), record.Cost);
        Assert.False(record.IsEstimated);
        Assert.NotNull(record.Estimated);
        Assert.Equal([record], _sink.Taken);
    }

    [Fact]
    public async Task RecordAsync_WithoutAnAnswer_IsTheEstimate_AndSaysSo()
    {
        using var tracker = new CostTracker(_sink, time: _clock);

        var record = await tracker.RecordAsync(Body, null, Resource("provider", "openai"), Ct);

        Assert.True(record.IsEstimated);
        Assert.Equal(record.Estimated, record.Cost);
    }

    [Fact]
    public async Task RecordAsync_WithAnActualCost_DoesNotNeedAnEstimate()
    {
        using var tracker = new CostTracker(_sink, time: _clock);

        var record = await tracker.RecordAsync(JsonDocument.Parse("""{"model":"gpt-4o"}""").RootElement, Answer, Resource("provider", "openai"), Ct);

        Assert.Null(record.Estimated);
        Assert.Equal(new Money(3_500_000), record.Cost);
    }

    [Fact]
    public async Task WhatTheSinkDoesNotTake_IsToldAgain_InItsOrder()
    {
        using var tracker = new CostTracker(_sink, PendingFile, _clock);
        _sink.IsBroken = true;
        var first = await tracker.RecordAsync(Body, Answer, Resource("provider", "openai"), Ct);
        Assert.Equal(1, await tracker.RetryAsync(Ct));
        _sink.IsBroken = false;

        var second = await tracker.RecordAsync(Body, Answer, Resource("provider", "openai"), Ct);

        Assert.Equal([first, second], _sink.Taken);
        Assert.False(File.Exists(PendingFile));
    }

    [Fact]
    public async Task WhatAnEarlierProcessDidNotTell_IsTold_AndACutLineIsDropped()
    {
        CostRecord first, second;
        using (var tracker = new CostTracker(_sink, PendingFile, _clock))
        {
            _sink.IsBroken = true;
            first = await tracker.RecordAsync(Body, Answer, new CostResource("a \"tool\",\nof many lines") { Metadata = new Dictionary<string, string> { ["provider"] = "openai" } }, Ct);
            second = await tracker.RecordAsync(Body, null, Resource("provider", "openai"), Ct);
        }

        await File.AppendAllTextAsync(PendingFile, "0197f0c4-", Ct);
        _sink.IsBroken = false;
        using var later = new CostTracker(_sink, PendingFile, _clock);

        Assert.Equal(0, await later.RetryAsync(Ct));
        Assert.Equal([first with { Resource = "a \"tool\", of many lines" }, second], _sink.Taken);
    }

    [Fact]
    public async Task WhatIsTakenInPart_LeavesTheRestInTheFile()
    {
        using (var tracker = new CostTracker(_sink, PendingFile, _clock))
        {
            _sink.IsBroken = true;
            await tracker.RecordAsync(Body, Answer, Resource("provider", "openai"), Ct);
            await tracker.RecordAsync(Body, Answer, Resource("provider", "openai"), Ct);
            _sink.IsBroken = false;
            _sink.BreaksAfter = 1;
            Assert.Equal(1, await tracker.RetryAsync(Ct));
        }

        Assert.Single(await File.ReadAllLinesAsync(PendingFile, Ct));
    }

    [Fact]
    public async Task WithoutAFile_TheSinksExceptionIsTheCallers()
    {
        using var tracker = new CostTracker(_sink, time: _clock);
        _sink.IsBroken = true;

        await Assert.ThrowsAsync<IOException>(() => tracker.RecordAsync(Body, Answer, Resource("provider", "openai"), Ct));
        Assert.Equal(0, await tracker.RetryAsync(Ct));
    }

    private static CostResource Resource(params string[] pairs) =>
        new("resource") { Metadata = pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]) };

    private sealed class Sink : ICostSink
    {
        public List<CostRecord> Taken { get; } = [];

        public bool IsBroken { get; set; }

        public int? BreaksAfter { get; set; }

        public Task WriteAsync(CostRecord record, CancellationToken ct)
        {
            if (IsBroken || Taken.Count == BreaksAfter)
            {
                throw new IOException("The sink is away.");
            }

            Taken.Add(record);
            return Task.CompletedTask;
        }
    }

    private sealed class Failing : ICostEstimator
    {
        public string Provider => "failing";

        public bool KnowsActual => true;

        public CostEstimate Estimate(JsonElement request, CostResource resource) => throw new InvalidOperationException("No idea.");

        public Money? Actual(JsonElement request, JsonElement result, CostResource resource) => throw new InvalidOperationException("No idea.");

        public EstimatorDescription Describe() => new("failing", Provider, []);
    }
}
