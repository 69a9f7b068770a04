using Tollgate.Core;

namespace Tollgate.Telemetry;

/// <summary>
/// The gateway's metrics, declared once. Names of OpenTelemetry's GenAI conventions where there is one (dots become underscores, units are
/// appended), else "tollgate_". Providers and models are names that the gateway resolved, never a caller's text.
/// </summary>
internal sealed class GatewayMetrics
{
    private const int MaxProviders = 100;
    private const int MaxModels = 500;

    /// <summary>The conventions' buckets for tokens.</summary>
    private static readonly long[] TokenBounds = [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];

    /// <summary>The conventions' buckets for whole operations, in microseconds.</summary>
    private static readonly long[] OperationBounds =
        [10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 640_000, 1_280_000, 2_560_000, 5_120_000, 10_240_000, 20_480_000, 40_960_000, 81_920_000];

    /// <summary>The conventions' buckets for the first token, in microseconds.</summary>
    private static readonly long[] FirstTokenBounds =
        [1_000, 5_000, 10_000, 20_000, 40_000, 60_000, 80_000, 100_000, 250_000, 500_000, 750_000, 1_000_000, 2_500_000, 5_000_000, 7_500_000, 10_000_000];

    /// <summary>What the gateway itself adds, in microseconds.</summary>
    private static readonly long[] OverheadBounds = [25, 50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200];

    private static readonly string[] Operations = ["chat", "embeddings", "generate_content", "text_completion", "moderation", "count_tokens", "passthrough"];

    private readonly Label _provider = Label.Growing("gen_ai_provider_name", MaxProviders);
    private readonly Label _model = Label.Growing("gen_ai_request_model", MaxModels);
    private readonly Histogram _tokens;
    private readonly Histogram _duration;
    private readonly Histogram _firstToken;
    private readonly Histogram _overhead;
    private readonly Counter _calls;
    private readonly Counter _refusals;
    private readonly Counter _attempts;
    private readonly Counter _cost;

    /// <summary>Declares the metrics in a registry.</summary>
    public GatewayMetrics(MetricRegistry registry)
    {
        var operation = Label.Closed("gen_ai_operation_name", Operations);
        var result = Label.Closed("result", WireNamesOf<CallResult>(value => value.Wire()));
        _calls = registry.Add(new Counter("tollgate_calls_total", "Calls that ended, refusals included.", MetricScale.One, Label.Closed("surface", SurfaceNames.All), result));
        _refusals = registry.Add(new Counter("tollgate_refusals_total", "Calls that the gateway refused.", MetricScale.One, Label.Closed("code", [.. RefusalTable.Rows.Select(row => row.Wire)])));
        _attempts = registry.Add(new Counter("tollgate_upstream_attempts_total", "Attempts at a provider.", MetricScale.One, _provider, Label.Closed("purpose", WireNamesOf<AttemptPurpose>(value => value.Wire())), result));
        _cost = registry.Add(new Counter("tollgate_cost_usd_total", "Settled cost in US dollars.", MetricScale.Nano, _provider, _model));
        _tokens = registry.Add(new Histogram("gen_ai_client_token_usage", "Tokens per call, by type.", MetricScale.One, TokenBounds, _provider, _model, Label.Closed("gen_ai_token_type", ["input", "output"])));
        _duration = registry.Add(new Histogram("gen_ai_client_operation_duration_seconds", "Duration of calls to providers.", MetricScale.Micro, OperationBounds, _provider, _model, operation));
        _firstToken = registry.Add(new Histogram("gen_ai_server_time_to_first_token_seconds", "Time from sending a call to its first byte.", MetricScale.Micro, FirstTokenBounds, _provider, _model));
        _overhead = registry.Add(new Histogram("tollgate_overhead_seconds", "Time a call spent in the gateway and not at a provider.", MetricScale.Micro, OverheadBounds));
        CallsInFlight = registry.Add(new Gauge("tollgate_calls_in_flight", "Calls under way."));
    }

    /// <summary>Calls under way.</summary>
    public Gauge CallsInFlight { get; }

    /// <summary>A call ended.</summary>
    public void CallEnded(Surface surface, CallResult result, TimeSpan overhead)
    {
        _calls.Add(1, SurfaceNames.Of(surface), result.Wire());
        _overhead.Record(Micros(overhead));
    }

    /// <summary>The gateway refused a call.</summary>
    public void Refused(RefusalCode code) => _refusals.Add(1, RefusalTable.Row(code).Wire);

    /// <summary>An attempt ended.</summary>
    public void AttemptEnded(string provider, string model, Surface surface, AttemptPurpose purpose, CallResult result, TimeSpan duration)
    {
        _attempts.Add(1, provider, purpose.Wire(), result.Wire());
        _duration.Record(Micros(duration), provider, model, OperationOf(surface));
    }

    /// <summary>The first byte of an answer came.</summary>
    public void FirstByte(string provider, string model, TimeSpan after) => _firstToken.Record(Micros(after), provider, model);

    /// <summary>A call was settled.</summary>
    public void Settled(string provider, string model, in TokenUsage usage, Money cost)
    {
        _tokens.Record(usage.TotalInput, provider, model, "input");
        _tokens.Record(usage.TotalOutput, provider, model, "output");
        _cost.Add(cost.Nanos, provider, model);
    }

    /// <summary>The conventions' name of an operation.</summary>
    public static string OperationOf(Surface surface) => surface switch
    {
        Surface.ChatCompletions or Surface.Responses or Surface.Messages => "chat",
        Surface.Embeddings or Surface.EmbedContent or Surface.BatchEmbedContents => "embeddings",
        Surface.GenerateContent => "generate_content",
        Surface.Completions => "text_completion",
        Surface.Moderations => "moderation",
        Surface.CountTokens or Surface.GeminiCountTokens => "count_tokens",
        _ => "passthrough",
    };

    private static long Micros(TimeSpan span) => Math.Max(0, span.Ticks / TimeSpan.TicksPerMicrosecond);

    private static string[] WireNamesOf<T>(Func<T, string> wire)
        where T : struct, Enum => Array.ConvertAll(Enum.GetValues<T>(), value => wire(value));
}
