using System.Text;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies;

/// <summary>Any chunking of a stream gives the same bytes and the same usage; no prefix throws or reports more than the whole.</summary>
public sealed class StreamPropertyTests
{
    private const int Seed = 20261121;
    private const int MaxSplits = 1500;

    [Theory]
    [MemberData(nameof(GoldenCase.StreamNames), MemberType = typeof(GoldenCase))]
    public void ByteByByte_GivesTheSameBytesAndUsage(string name)
    {
        var golden = GoldenCase.Load(name);
        var whole = Relayed.Run(golden, left => left);

        var single = Relayed.Run(golden, _ => 1);

        AssertSame(golden, whole, single);
    }

    [Theory]
    [MemberData(nameof(GoldenCase.StreamNames), MemberType = typeof(GoldenCase))]
    public void AnySplitInTwo_GivesTheSameBytesAndUsage(string name)
    {
        var golden = GoldenCase.Load(name);
        var whole = Relayed.Run(golden, left => left);
        for (var at = 1; at < golden.Reply.Length; at += 1 + (golden.Reply.Length / MaxSplits))
        {
            var first = at;

            AssertSame(golden, whole, Relayed.Run(golden, left => left == golden.Reply.Length ? first : left));
        }
    }

    [Theory]
    [MemberData(nameof(GoldenCase.StreamNames), MemberType = typeof(GoldenCase))]
    public void RandomSplits_GiveTheSameBytesAndUsage(string name)
    {
        var golden = GoldenCase.Load(name);
        var whole = Relayed.Run(golden, left => left);
        var random = new Random(Seed);
        for (var round = 0; round < 200; round++)
        {
            var longest = 1 + random.Next(200);

            AssertSame(golden, whole, Relayed.Run(golden, _ => 1 + random.Next(longest)));
        }
    }

    [Theory]
    [MemberData(nameof(GoldenCase.StreamNames), MemberType = typeof(GoldenCase))]
    public void EveryPrefix_ReportsNoMoreThanTheWhole(string name)
    {
        var golden = GoldenCase.Load(name);
        var whole = Relayed.Run(golden, left => left).Meter.Usage;
        for (var length = 0; length < golden.Reply.Length; length++)
        {
            var prefix = Relayed.Run(golden.Reply.AsSpan(0, length), golden.NewMeter(), golden.Surface, golden.DropsUsageChunk, left => left);

            var usage = prefix.Meter.Usage;
            Assert.True(usage.TotalInput <= whole.TotalInput && usage.TotalOutput <= whole.TotalOutput, $"{length}: {usage} > {whole}");
            Assert.True(usage[Unit.WebSearch] <= whole[Unit.WebSearch] && usage[Unit.Grounding] <= whole[Unit.Grounding]);
        }
    }

    [Theory]
    [MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void EveryPrefixOfABody_ReportsNoMoreThanTheWhole(string name)
    {
        var golden = GoldenCase.Load(name);
        var whole = golden.NewMeter();
        whole.ReadBody(golden.Reply);
        for (var length = 0; length < golden.Reply.Length; length++)
        {
            var meter = golden.NewMeter();
            meter.ReadBody(golden.Reply.AsSpan(0, length));

            Assert.True(meter.Usage.TotalInput <= whole.Usage.TotalInput && meter.Usage.TotalOutput <= whole.Usage.TotalOutput, $"{length}: {meter.Usage}");
            Assert.False(meter.IsComplete && !IsJsonWhole(golden.Reply, length));
        }
    }

    [Theory]
    [MemberData(nameof(GoldenCase.StreamNames), MemberType = typeof(GoldenCase))]
    public void BrokenBytes_NeverThrow(string name)
    {
        var golden = GoldenCase.Load(name);
        var random = new Random(Seed);
        for (var round = 0; round < 300; round++)
        {
            var bytes = golden.Reply.ToArray();
            for (var hit = random.Next(1, 6); hit > 0; hit--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var once = Relayed.Run(bytes, golden.NewMeter(), golden.Surface, golden.DropsUsageChunk, left => left);
            var split = Relayed.Run(bytes, golden.NewMeter(), golden.Surface, golden.DropsUsageChunk, _ => 1 + random.Next(50));

            AssertSame(golden, once, split);
            AssertEndsWell(golden, bytes);
        }
    }

    /// <summary>A cut or an error after broken bytes must not throw either.</summary>
    private static void AssertEndsWell(GoldenCase golden, byte[] bytes)
    {
        var ready = new System.Buffers.ArrayBufferWriter<byte>();
        using var relay = new SseRelay(golden.Surface, golden.NewMeter(), golden.DropsUsageChunk);
        relay.Push(bytes.AsSpan(0, bytes.Length / 2), ready);

        relay.WriteCut(ready);

        Assert.True(ready.WrittenCount > 0);
    }

    private static bool IsJsonWhole(byte[] reply, int length) => Encoding.UTF8.GetString(reply)[length..].Trim().Length == 0 || reply[0] != (byte)'{' || length == 0;

    private static void AssertSame(GoldenCase golden, Relayed expected, Relayed actual)
    {
        Assert.True(expected.Client.AsSpan().SequenceEqual(actual.Client), "client bytes differ");
        Assert.True(expected.BeforeRelease.AsSpan().SequenceEqual(actual.BeforeRelease), "held bytes differ");
        Assert.Equal(GoldenFacts.Print(golden, expected.Meter), GoldenFacts.Print(golden, actual.Meter));
    }
}
