using System.Collections.Concurrent;

namespace Tollgate.Core.Tests;

public sealed class IdsTests
{
    [Fact]
    public void An_id_says_its_time_its_version_and_its_variant()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var bytes = Ids.New(TimeProvider.System).ToBytes();
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        var time = Convert.ToInt64(Convert.ToHexString(bytes.AsSpan(0, 6)), 16);
        Assert.InRange(time, before, after);
        Assert.Equal((7, 2), (bytes[6] >> 4, bytes[8] >> 6));
        Assert.Equal(Ids.FromBytes(bytes), new Guid(bytes, bigEndian: true));
    }

    [Fact]
    public void No_two_are_equal_on_any_thread_and_every_random_bit_is_used()
    {
        var ids = new ConcurrentDictionary<Guid, byte>();
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                Assert.True(ids.TryAdd(Ids.New(TimeProvider.System), 0));
            }
        });

        var (any, all) = (new byte[16], Enumerable.Repeat((byte)0xFF, 16).ToArray());
        foreach (var bytes in ids.Keys.Select(Ids.ToBytes))
        {
            for (var i = 6; i < 16; i++)
            {
                any[i] |= bytes[i];
                all[i] &= bytes[i];
            }
        }

        Assert.Equal("7FFFBFFFFFFFFFFFFFFF", Convert.ToHexString(any.AsSpan(6)));
        Assert.Equal("70008000000000000000", Convert.ToHexString(all.AsSpan(6)));
    }
}
