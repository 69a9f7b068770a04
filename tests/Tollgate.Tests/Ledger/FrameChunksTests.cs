using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;

namespace Tollgate.Tests.Ledger;

public sealed class FrameChunksTests
{
    [Fact]
    public void Records_come_out_as_they_went_in()
    {
        var random = new Random(20261121);
        var chunks = new FrameChunks();
        for (var round = 0; round < 4; round++)
        {
            var frames = Enumerable.Range(0, 400).Select(_ => Frame(random, random.Next(1, RecordFrame.LargestRecord))).ToList();
            frames.ForEach(frame => chunks.Add(frame));

            Assert.Equal(frames.Sum(frame => (long)frame.Length), chunks.Count);
            Assert.Equal(frames, chunks.Frames());
            chunks.Clear();
            Assert.Equal(0, chunks.Count);
            Assert.Empty(chunks.Frames());
        }
    }

    [Fact]
    public void The_largest_record_fits_into_a_chunk() => Assert.True(RecordFrame.LargestRecord + RecordFrame.HeaderBytes <= FrameChunks.ChunkBytes);

    [Fact]
    public void What_a_slow_moment_let_grow_is_not_kept()
    {
        var chunks = new FrameChunks();
        var frame = Frame(new Random(1), 20_000);
        for (var count = 0; count < 1000; count++)
        {
            chunks.Add(frame);
        }

        chunks.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < FrameChunks.Spare; count++)
        {
            chunks.Add(frame);
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < FrameChunks.ChunkBytes);
        chunks.Add(frame);
        chunks.Add(frame);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before >= FrameChunks.ChunkBytes);
    }

    private static byte[] Frame(Random random, int payload)
    {
        var frame = new byte[RecordFrame.HeaderBytes + payload];
        random.NextBytes(frame);
        RecordFrame.Seal(frame, RecordKind.Sent);
        return frame;
    }
}
