using Tollgate.TestKit.Fuzzing;

namespace Tollgate.Dialects.Tests.Replies;

/// <summary>Streams that a broken or hostile provider might send: nothing throws, nothing is counted below zero, and the client gets no more than came.</summary>
public sealed class StreamFuzzTests
{
    [Fact]
    public void AChangedStream_IsRelayedOrEnded()
    {
        var cases = GoldenCase.All().Where(golden => golden.IsStream && !golden.IsArray).ToList();
        var mutator = new Mutator(20261121);
        var random = new Random(7);
        for (var round = 0; round < Mutator.Rounds(3_000); round++)
        {
            var given = cases[random.Next(cases.Count)];
            var reply = mutator.Next([given.Reply, cases[random.Next(cases.Count)].Reply]);

            var relayed = Relayed.Run(reply, given.NewMeter(), given.Surface, given.DropsUsageChunk, left => random.Next(1, Math.Min(left, 700) + 1));

            Assert.InRange(relayed.Meter.Usage.TotalInput, 0, long.MaxValue / 4);
            Assert.InRange(relayed.Meter.Usage.TotalOutput, 0, long.MaxValue / 4);
            Assert.InRange(relayed.Client.Length, 0, reply.Length + 4_096);
        }
    }

    [Fact]
    public void AChangedAnswer_IsMeteredOrMarked()
    {
        var cases = GoldenCase.All().Where(golden => !golden.IsStream).ToList();
        var mutator = new Mutator(20261122);
        var random = new Random(8);
        for (var round = 0; round < Mutator.Rounds(5_000); round++)
        {
            var given = cases[random.Next(cases.Count)];
            var meter = given.NewMeter();

            meter.ReadBody(mutator.Next([given.Reply, cases[random.Next(cases.Count)].Reply]));

            Assert.InRange(meter.Usage.TotalInput, 0, long.MaxValue / 4);
            Assert.InRange(meter.Usage.TotalOutput, 0, long.MaxValue / 4);
        }
    }
}
