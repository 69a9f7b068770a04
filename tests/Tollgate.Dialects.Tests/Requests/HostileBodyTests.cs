using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>Nothing that is fed to the reader makes it throw, and whatever it accepts is JSON that can be spliced.</summary>
public sealed class HostileBodyTests
{
    private const int Rounds = 20_000;
    private static readonly byte[][] Shards =
    [
        .. "{|}|[|]|,|:|\"|\\|\\u00|\\ud800|null|true|-|1e999|0x|\"model\":|\"messages\":[|\"type\":\"|\"content\":|\"tools\":[{|\"source\":{|\"edits\":[|\"metadata\":{\"user_id\":\"{\\\"session_id\\\":|\"container\":{\"skills\":[1,|\"input\":[[|\"stream_options\":{|\0"
            .Split('|').Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xEF, 0xBB, 0xBF], [0xED, 0xA0, 0x80],
    ];

    [Theory]
    [MemberData(nameof(SampleBodies.All), MemberType = typeof(SampleBodies))]
    public void EachPrefixOfAValidBody_IsAFault_AndTheWholeIsNone(Surface surface, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body.Trim());

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.NotEqual(RequestFault.None, Reading.Fault(surface, bytes.AsSpan(0, length), out var where));
            Assert.InRange(where.End, 0, length);
        }

        Assert.Equal(RequestFault.None, Reading.Fault(surface, bytes, out _));
    }

    [Theory]
    [MemberData(nameof(SampleBodies.All), MemberType = typeof(SampleBodies))]
    public void DamagedBodies_NeverThrow_AndWhatIsAcceptedCanBeSpliced(Surface surface, string body)
    {
        var random = new Random(20261121);
        var bytes = Encoding.UTF8.GetBytes(body);
        var parts = new PromptPart[64];
        var accepted = 0;

        for (var round = 0; round < Rounds / 10; round++)
        {
            var damaged = Damage(bytes, random);
            var facts = default(RequestFacts);
            if (RequestReader.TryRead(surface, damaged, ref facts, out var where) == RequestFault.None)
            {
                accepted++;
                AssertSpliced(surface, damaged, facts);
                PromptParts.Read(surface, damaged, facts, parts, out _);
            }

            Assert.InRange(where.End, 0, damaged.Length);
        }

        Assert.NotEqual(0, accepted);
    }

    [Fact]
    public void Noise_NeverThrows()
    {
        var random = new Random(7);

        for (var round = 0; round < Rounds; round++)
        {
            var noise = Enumerable.Range(0, random.Next(1, 30)).SelectMany(_ => Shards[random.Next(Shards.Length)]).ToArray();
            var surface = (Surface)random.Next((int)Surface.BatchEmbedContents + 1);

            Reading.Fault(surface, (byte[])[(byte)'{', .. noise], out var where);

            Assert.InRange(where.End, 0, noise.Length + 1);
        }
    }

    private static void AssertSpliced(Surface surface, byte[] body, in RequestFacts facts)
    {
        var splices = default(Splices);
        RequestSplicer.SetModel(ref splices, surface, facts, "m"u8);
        RequestSplicer.SetOutputLimit(ref splices, surface, facts, OutputLimitField.MaxTokens, 1024);
        RequestSplicer.AskForUsage(ref splices, surface, facts);
        var spliced = Splicing.Apply(splices, body);

        using var parsed = JsonDocument.Parse(spliced.AsMemory(), new JsonDocumentOptions { MaxDepth = 64 });
        var again = default(RequestFacts);
        Assert.Equal(RequestFault.None, RequestReader.TryRead(surface, spliced, ref again, out _));
        Assert.True(again.LimitField == OutputLimitField.None || again.Limit <= Math.Max(1024, facts.Limit));
    }

    private static byte[] Damage(byte[] body, Random random)
    {
        var damaged = new ArrayBufferWriter<byte>();
        var at = random.Next(body.Length);
        var cut = Math.Min(body.Length - at, random.Next(3) == 0 ? random.Next(40) : random.Next(2));
        damaged.Write(body.AsSpan(0, at));
        damaged.Write(random.Next(2) == 0 ? Shards[random.Next(Shards.Length)] : [(byte)random.Next(256)]);
        damaged.Write(body.AsSpan(at + cut));
        return damaged.WrittenSpan.ToArray();
    }
}
