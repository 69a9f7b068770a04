using System.Buffers;
using System.Text;
using Tollgate.Core;
using Tollgate.Telemetry;

namespace Tollgate.Tests.Telemetry;

public sealed class MetricRegistryTests
{
    [Fact]
    public void TheText_IsWhatPrometheusReads()
    {
        var registry = new MetricRegistry();
        var counter = registry.Add(new Counter("a_total", "Help with \\ and\nline.", MetricScale.One, Label.Growing("who", 5)));
        var histogram = registry.Add(new Histogram("b_seconds", "Time.", MetricScale.Micro, [1_000, 2_500_000]));
        registry.Add(new Gauge("c", "Up and down.")).Add(-3);

        counter.Add(2, "x\"y\\z\n");
        histogram.Record(1_000);
        histogram.Record(1_001);
        histogram.Record(9_000_000);

        Assert.Equal(
            """
            # HELP a_total Help with \\ and\nline.
            # TYPE a_total counter
            a_total{who="x\"y\\z\n"} 2
            # HELP b_seconds Time.
            # TYPE b_seconds histogram
            b_seconds_bucket{le="0.001"} 1
            b_seconds_bucket{le="2.5"} 2
            b_seconds_bucket{le="+Inf"} 3
            b_seconds_sum 9.002001
            b_seconds_count 3
            # HELP c Up and down.
            # TYPE c gauge
            c -3

            """,
            Text(registry));
    }

    [Fact]
    public void Money_IsPrintedExactly()
    {
        var registry = new MetricRegistry();
        var cost = registry.Add(new Counter("cost_usd_total", "Cost.", MetricScale.Nano));

        cost.Add(9_007_199_254_740_993);

        Assert.Contains("cost_usd_total 9007199.254740993\n", Text(registry), StringComparison.Ordinal);
    }

    [Fact]
    public void ALabel_NeverGrowsPastItsLimit()
    {
        var label = Label.Growing("model", 3);
        var counter = new Counter("x_total", "X.", MetricScale.One, label);

        for (var i = 0; i < 1_000; i++)
        {
            counter.Add(1, $"model-{i}");
        }

        Assert.Equal(1, counter.Read("model-0"));
        Assert.Equal(997, counter.Read("model-999"));
        Assert.Equal(Label.Other, label.Value(label.IndexOf("anything")));
    }

    [Fact]
    public void AClosedLabel_KnowsOnlyItsValues()
    {
        var counter = new Counter("x_total", "X.", MetricScale.One, Label.Closed("result", ["ok"]));

        counter.Add(1, "ok");
        counter.Add(1, "attack\n# HELP");

        Assert.Equal(1, counter.Read("ok"));
        Assert.Equal(1, counter.Read("other"));
    }

    [Fact]
    public void TheSameNameTwice_IsABug()
    {
        var registry = new MetricRegistry();
        registry.Add(new Gauge("x", "X."));

        Assert.Throws<InvalidOperationException>(() => registry.Add(new Gauge("x", "X.")));
    }

    [Fact]
    public void Recording_AllocatesNothing()
    {
        var metrics = new GatewayMetrics(new MetricRegistry());
        var usage = default(TokenUsage);
        usage[Unit.Input] = 10;
        for (var i = 0; i < 100; i++)
        {
            Record();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Record();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Record()
        {
            metrics.CallEnded(Surface.Messages, CallResult.Completed, TimeSpan.FromMilliseconds(0.2));
            metrics.AttemptEnded("anthropic", "claude", Surface.Messages, AttemptPurpose.Serve, CallResult.Completed, TimeSpan.FromSeconds(3));
            metrics.FirstByte("anthropic", "claude", TimeSpan.FromSeconds(1));
            metrics.Settled("anthropic", "claude", usage, new Money(12));
            metrics.Refused(RefusalCode.BudgetExceeded);
            metrics.CallsInFlight.Add(1);
        }
    }

    [Fact]
    public void ManyThreads_LoseNothing()
    {
        var counter = new Counter("x_total", "X.", MetricScale.One, Label.Growing("a", 50), Label.Growing("b", 50));

        Parallel.For(0, 100_000, i => counter.Add(1, $"a{i % 7}", $"b{i % 11}"));

        Assert.Equal(100_000, Enumerable.Range(0, 77).Sum(i => counter.Read($"a{i % 7}", $"b{i % 11}")));
    }

    [Fact]
    public void TheGatewaysMetrics_CarryTheConventionsNames()
    {
        var registry = new MetricRegistry();
        ProcessMetrics.AddTo(registry);
        var metrics = new GatewayMetrics(registry);
        metrics.AttemptEnded("openai", "gpt", Surface.ChatCompletions, AttemptPurpose.Retry, CallResult.TimedOut, TimeSpan.FromSeconds(3));

        var text = Text(registry);

        Assert.Contains("gen_ai_client_operation_duration_seconds_bucket{gen_ai_provider_name=\"openai\",gen_ai_request_model=\"gpt\",gen_ai_operation_name=\"chat\",le=\"2.56\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("tollgate_upstream_attempts_total{gen_ai_provider_name=\"openai\",purpose=\"retry\",result=\"timed_out\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE gen_ai_client_token_usage histogram\n", text, StringComparison.Ordinal);
        Assert.Contains("\nprocess_resident_memory_bytes ", text, StringComparison.Ordinal);
    }

    private static string Text(MetricRegistry registry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        registry.WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
