using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.Client.Tokens;
using Tollgate.TestKit;

namespace Tollgate.Client.Tests.Tokens;

public sealed class TokenMeterTests
{
    private readonly HeldClock _clock = new();

    [Fact]
    public void Update_OfAMessageThatWasCounted_ChangesNothing()
    {
        var meter = new TokenMeter(time: _clock);

        Assert.True(meter.Update(10, 5, 3, 2, "m1"));
        Assert.False(meter.Update(99, 99, 99, 99, "m1"));

        Assert.Equal(new TokenCounts(10, 5, 3, 2), meter.Totals);
        Assert.Single(meter.History());
    }

    [Fact]
    public void Update_WithoutAMessage_CountsEachTime()
    {
        var meter = new TokenMeter(time: _clock);

        Assert.True(meter.Update(1, 1));
        Assert.True(meter.Update(1, 1));

        Assert.Equal(4, meter.Totals.Total);
    }

    [Fact]
    public void Update_RemembersTenThousandMessages()
    {
        var meter = new TokenMeter(time: _clock);
        for (var i = 0; i <= 10_000; i++)
        {
            meter.Update(1, 0, messageId: $"m{i}");
        }

        Assert.False(meter.Update(1, 0, messageId: "m1"));
        Assert.True(meter.Update(1, 0, messageId: "m0"));
    }

    [Theory]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(0, -1, 0, 0)]
    [InlineData(0, 0, -1, 0)]
    [InlineData(0, 0, 0, -1)]
    public void Update_OfANegativeCount_IsAnError(long input, long output, long read, long write)
    {
        var meter = new TokenMeter(time: _clock);

        Assert.Throws<ArgumentOutOfRangeException>(() => meter.Update(input, output, read, write, "m"));
        Assert.True(meter.Update(1, 1, messageId: "m"));
    }

    [Fact]
    public void Update_ThatWouldOverflow_IsAnError_AndTheMessageCanComeAgain()
    {
        var meter = new TokenMeter(time: _clock);
        meter.Update(long.MaxValue - 10, 0);

        Assert.Throws<OverflowException>(() => meter.Update(8, 8, messageId: "m"));

        Assert.True(meter.Update(1, 1, messageId: "m"));
    }

    [Fact]
    public void ContextPercent_CountsInputAndOutput_OfTwoHundredThousand()
    {
        var meter = new TokenMeter(time: _clock);
        meter.Update(40_000, 10_000, 70_000, 30_000);

        Assert.Equal(25m, meter.ContextPercent);
    }

    [Theory]
    [InlineData(100, false, 100)]
    [InlineData(101, true, 100.5)]
    [InlineData(0, false, 50)]
    public void PredictOverflow_ExactlyAtTheLimit_Fits(long more, bool overflows, double percent)
    {
        var meter = new TokenMeter(200, _clock);
        meter.Update(60, 40);

        var prediction = meter.PredictOverflow(more);

        Assert.Equal(new OverflowPrediction(overflows, (decimal)percent), prediction);
    }

    [Fact]
    public void History_IsNewestFirst_AndKeepsAHundred()
    {
        var meter = new TokenMeter(time: _clock);
        for (var i = 1; i <= 150; i++)
        {
            meter.Update(i, 0);
        }

        Assert.Equal([150, 149, 148], meter.History(3).Select(update => update.Counts.Input));
        Assert.Equal(10, meter.History().Count);
        Assert.Equal(100, meter.History(1000).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => meter.History(0));
    }

    [Fact]
    public void CheckRate_SumsAllFourKinds_BeyondTheKeptHistory()
    {
        var meter = new TokenMeter(time: _clock);
        for (var i = 0; i < 500; i++)
        {
            meter.Update(1, 1, 1, 1);
        }

        Assert.True(meter.CheckRate(TimeSpan.FromMinutes(1), 2000));
        Assert.False(meter.CheckRate(TimeSpan.FromMinutes(1), 1999));
    }

    [Fact]
    public void CheckRate_LeavesOutWhatIsAsOldAsTheWindow()
    {
        var meter = new TokenMeter(time: _clock);
        meter.Update(100, 0);
        _clock.Advance(TimeSpan.FromSeconds(30));
        meter.Update(10, 0);
        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.True(meter.CheckRate(TimeSpan.FromSeconds(60), 10));
        Assert.False(meter.CheckRate(TimeSpan.FromSeconds(61), 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => meter.CheckRate(TimeSpan.Zero, 10));
    }

    [Fact]
    public void CheckRate_NeverSumsLessThanWasCounted_HoweverManyUpdatesThereWere()
    {
        var meter = new TokenMeter(time: _clock);
        for (var i = 0; i < 70_000; i++)
        {
            meter.Update(1, 0);
        }

        Assert.True(meter.CheckRate(TimeSpan.FromSeconds(1), 70_000));
        Assert.False(meter.CheckRate(TimeSpan.FromSeconds(1), 69_999));
    }

    [Fact]
    public void CheckRate_EqualsBruteForce_OnRandomUpdates() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Wait, byte Tokens)[]>(),
        ArbMap.Default.ArbFor<byte>(),
        (updates, seconds) =>
        {
            var clock = new HeldClock();
            var meter = new TokenMeter(time: clock);
            var all = new List<(DateTimeOffset At, long Tokens)>();
            foreach (var (wait, tokens) in updates)
            {
                clock.Advance(TimeSpan.FromSeconds(wait));
                meter.Update(tokens, tokens);
                all.Add((clock.GetUtcNow(), 2L * tokens));
            }

            var window = TimeSpan.FromSeconds(seconds + 1);
            var sum = all.Where(update => update.At > clock.GetUtcNow() - window).Sum(update => update.Tokens);
            return meter.CheckRate(window, sum) && (sum == 0 || !meter.CheckRate(window, sum - 1));
        }));

    [Theory]
    [InlineData(new long[] { 10, 10, 10, 13, 13, 13 }, TokenTrend.Increasing)]
    [InlineData(new long[] { 10, 10, 10, 12, 12, 12 }, TokenTrend.Stable)]
    [InlineData(new long[] { 10, 10, 10, 8, 8, 8 }, TokenTrend.Stable)]
    [InlineData(new long[] { 10, 10, 10, 7, 8, 8 }, TokenTrend.Decreasing)]
    [InlineData(new long[] { 0, 0, 0, 99, 99 }, TokenTrend.Stable)]
    [InlineData(new long[] { 99, 99, 10, 10, 10, 13, 13, 13 }, TokenTrend.Increasing)]
    public void Trend_ComparesTheLastThreeWithTheThreeBefore(long[] sizes, TokenTrend trend)
    {
        var meter = new TokenMeter(time: _clock);
        foreach (var size in sizes)
        {
            meter.Update(size, 0);
        }

        Assert.Equal(trend, meter.Analytics().Trend);
    }

    [Fact]
    public void Analytics_SumsAndDivides()
    {
        var meter = new TokenMeter(1000, _clock);
        meter.Update(100, 50, 30, 20);
        _clock.Advance(TimeSpan.FromMinutes(4));
        meter.Update(300, 150);

        var facts = meter.Analytics();

        Assert.Equal(2, facts.Updates);
        Assert.Equal(new TokenCounts(400, 200, 30, 20), facts.Totals);
        Assert.Equal(325m, facts.MeanPerUpdate);
        Assert.Equal(200m, facts.MeanInput);
        Assert.Equal(100m, facts.MeanOutput);
        Assert.Equal(162.5m, facts.TokensPerMinute);
        Assert.Equal(0.5m, facts.UpdatesPerMinute);
        Assert.Equal(60m, facts.PeakPercent);
    }

    [Fact]
    public void Analytics_OfAnEmptyMeter_IsNothing()
    {
        var facts = new TokenMeter(time: _clock).Analytics();

        Assert.Equal((0, 0m, 0m, TokenTrend.Stable), (facts.Updates, facts.MeanPerUpdate, facts.TokensPerMinute, facts.Trend));
    }

    [Fact]
    public void Warned_ComesAtEightyPercent_AndThenOnceAMinute()
    {
        var warnings = new List<TokenWarning>();
        var meter = new TokenMeter(100, _clock) { Warned = warnings.Add };

        meter.Update(79, 0);
        Assert.Empty(warnings);
        meter.Update(1, 0);
        meter.Update(1, 0);
        _clock.Advance(TimeSpan.FromSeconds(59));
        meter.Update(1, 0);
        Assert.Equal(new TokenWarning(80m, 80, 100), Assert.Single(warnings));
        _clock.Advance(TimeSpan.FromSeconds(1));
        meter.Update(1, 0);

        Assert.Equal(2, warnings.Count);
    }

    [Fact]
    public void ToCsv_HasARowForEachUpdate_AndGuardsFormulas()
    {
        var meter = new TokenMeter(time: _clock);
        meter.Update(1, 2, 3, 4, "=1+1");

        Assert.Equal("at,message_id,input,output,cache_read,cache_write,total\r\n2026-11-21T08:00:00.0000000+00:00,'=1+1,1,2,3,4,10\r\n", meter.ToCsv());
    }

    [Fact]
    public void ToJson_HoldsTotalsAndHistory()
    {
        var meter = new TokenMeter(100, _clock);
        meter.Update(10, 15, 1, 2, "m1");

        using var json = JsonDocument.Parse(meter.ToJson());

        Assert.Equal(25, json.RootElement.GetProperty("context_percent").GetDecimal());
        Assert.Equal(28, json.RootElement.GetProperty("totals").GetProperty("total").GetInt64());
        Assert.Equal("m1", json.RootElement.GetProperty("history")[0].GetProperty("message_id").GetString());
        Assert.Equal("stable", json.RootElement.GetProperty("trend").GetString());
    }

    [Fact]
    public void Summary_IsASentence_AndResetBeginsAnew()
    {
        var meter = new TokenMeter(100, _clock);
        meter.Update(10, 15, 1, 2, "m1");

        Assert.Equal("1 messages, 28 tokens (10 in, 15 out, 1 read from and 2 written to the cache); 25.0 % of 100 in the context window.", meter.Summary());
        meter.Reset();

        Assert.Equal(0, meter.Totals.Total);
        Assert.True(meter.CheckRate(TimeSpan.FromHours(1), 0));
        Assert.True(meter.Update(1, 1, messageId: "m1"));
    }

    [Fact]
    public async Task Update_FromManyThreads_LosesNothing()
    {
        var meter = new TokenMeter(time: _clock);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                meter.Update(1, 1, messageId: $"m{i}");
            }
        })));

        Assert.Equal(2000, meter.Totals.Total);
    }
}
