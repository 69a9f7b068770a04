using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;
using Tollgate.TestKit.Fuzzing;
using Tollgate.Tests.Ledger;

namespace Tollgate.Tests.Fuzzing;

/// <summary>Segments as a torn disk, or somebody with the disk, leaves them.</summary>
public sealed class JournalFuzzTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    /// <summary>A record whose checksum was made anew over changed bytes: what no torn disk does, but somebody could.</summary>
    [Fact]
    public async Task ARecordsFields_AreReadOrRefused()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Append("session");
        var file = Directory.GetFiles(rig.Options.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).MaxBy(bytes => bytes.Length)!;
        var payloads = new List<(RecordKind Kind, byte[] Payload)>();
        for (var at = JournalSegment.HeaderBytes; RecordFrame.Check(file.AsSpan(at)) is > 0 and var length; at += length)
        {
            payloads.Add((RecordFrame.Kind(file.AsSpan(at)), RecordFrame.Payload(file.AsSpan(at, length)).ToArray()));
        }

        Assert.NotEmpty(payloads);
        var texts = new TextPool();
        foreach (var (kind, payload) in payloads)
        {
            Fuzz.Bytes(2_000, [payload], bytes =>
            {
                try
                {
                    _ = RecordDecoding.Read(kind, bytes, texts);
                }
                catch (InvalidDataException)
                {
                    // What the replay quarantines a segment for.
                }
            });
        }
    }

    /// <summary>Whatever the files hold, a start ends with a report, and sound records are kept.</summary>
    [Fact]
    public async Task ADamagedSegment_StopsNoStart()
    {
        var mutator = new Mutator(11);
        for (var round = 0; round < Mutator.Rounds(6); round++)
        {
            await using var rig = await LedgerRig.CreateAsync();
            for (var i = 0; i < 5; i++)
            {
                rig.Append();
            }

            foreach (var path in Directory.GetFiles(rig.Options.Folder, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length > JournalSegment.HeaderBytes))
            {
                await DamageAsync(path, mutator);
            }

            var report = await rig.RestartAsync();

            Assert.InRange(report.Lines, 0, 5);
        }
    }

    private static async Task DamageAsync(string path, Mutator mutator)
    {
        var bytes = await File.ReadAllBytesAsync(path, Ct);
        var used = Math.Min(bytes.Length, Array.FindLastIndex(bytes, one => one != 0) + 1);
        var damaged = mutator.Next([bytes[..used]]);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        await file.WriteAsync(damaged.AsMemory(0, (int)Math.Min(damaged.Length, file.Length)), Ct);
    }
}
