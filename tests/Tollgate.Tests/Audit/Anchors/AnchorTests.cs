using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Audit;
using Tollgate.Audit.Anchors;
using Tollgate.Audit.Sinks;
using Tollgate.Outbound;
using Tollgate.TestKit;
using Tollgate.Tests.Alerts;

namespace Tollgate.Tests.Audit.Anchors;

public sealed class AnchorTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly HeldClock _clock = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private TestDatabase _database = null!;
    private WebPost _web = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _web = new WebPost(new AddressGuard([]), _clock);
        await File.WriteAllTextAsync(KeyFile, _key.ExportECPrivateKeyPem());
    }

    public async ValueTask DisposeAsync()
    {
        _web.Dispose();
        _key.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task TheHead_IsWrittenDownOnceADay_AndHolds()
    {
        var anchorer = Make(new AnchorOptions { File = AnchorFile, KeyFile = KeyFile });
        await anchorer.StepAsync(Ct);
        Assert.False(File.Exists(AnchorFile));

        await AppendAsync(_database, 2);
        await anchorer.StepAsync(Ct);
        await AppendAsync(_database, 2);
        await anchorer.StepAsync(Ct);
        Assert.Single(await File.ReadAllLinesAsync(AnchorFile, Ct));
        _clock.Advance(TimeSpan.FromDays(1));
        await anchorer.StepAsync(Ct);
        _clock.Advance(TimeSpan.FromDays(1));
        await anchorer.StepAsync(Ct);

        var lines = await File.ReadAllLinesAsync(AnchorFile, Ct);
        Assert.Equal([2, 4], lines.Select(line => Anchor.Parse(line)!.Sequence));
        Assert.Equal(new AuditPartReply(true, 2, 0, null), await new AnchorProof(_database.Source).CheckAsync(lines, _key, Ct));
    }

    /// <summary>Every hash is right again after it: only what was kept elsewhere tells.</summary>
    [Fact]
    public async Task ALogThatWasRewrittenAsAWhole_IsFound()
    {
        await AppendAsync(_database, 4);
        await Make(new AnchorOptions { File = AnchorFile, KeyFile = KeyFile }).StepAsync(Ct);
        await using var forged = await TestDatabase.CreateAsync(_clock);
        await AppendAsync(forged, 4, "nobody");

        var lines = await File.ReadAllLinesAsync(AnchorFile, Ct);
        var verdict = await new AnchorProof(forged.Source).CheckAsync(lines, _key, Ct);

        Assert.True((await new AuditChain(forged.Source).CheckAsync(Ct)).IsWhole);
        Assert.False(verdict.IsWhole);
        Assert.Contains("rewritten", verdict.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALogWhoseEndWasCutOffWithItsHead_IsFound()
    {
        await AppendAsync(_database, 4);
        await Make(new AnchorOptions { File = AnchorFile }).StepAsync(Ct);
        await _database.ScalarAsync("drop trigger audit_event_is_never_deleted");
        await _database.ScalarAsync("delete from audit_event where sequence > 2");
        await _database.ScalarAsync("update audit_head set sequence = 2, hash = (select hash from audit_event where sequence = 2)");

        var verdict = await new AnchorProof(_database.Source).CheckAsync(await File.ReadAllLinesAsync(AnchorFile, Ct), null, Ct);

        Assert.True((await new AuditChain(_database.Source).CheckAsync(Ct)).IsWhole);
        Assert.Contains("not there any more", verdict.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AForgedAnchor_IsFoundByItsSignature()
    {
        await AppendAsync(_database, 1);
        await Make(new AnchorOptions { File = AnchorFile, KeyFile = KeyFile }).StepAsync(Ct);
        var real = Anchor.Parse((await File.ReadAllLinesAsync(AnchorFile, Ct))[0])!;
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var proof = new AnchorProof(_database.Source);

        foreach (var (line, what) in new[]
        {
            ((real with { At = real.At.AddSeconds(1) }).ToJson(), "has not signed"),
            (real.SignedBy(other).ToJson(), "has not signed"),
            ((real with { Signature = null }).ToJson(), "not signed"),
            ((real with { Signature = "!" }).ToJson(), "has not signed"),
            ("{}", "no anchor"),
            ("rubbish", "no anchor"),
        })
        {
            Assert.Contains(what, (await proof.CheckAsync([line], _key, Ct)).Fault, StringComparison.Ordinal);
        }

        Assert.False((await proof.CheckAsync([], _key, Ct)).IsWhole);
    }

    [Fact]
    public async Task AnAnchorThatCouldNotBeBrought_IsTriedAgain()
    {
        var status = 503;
        await using var receiver = await Receiver.AnsweringAsync(_ => status);
        var anchorer = Make(new AnchorOptions { Url = receiver.Url, Secret = "0123456789abcdef", File = Path.Combine(_database.Folder, "no", "such", "folder") });
        await AppendAsync(_database, 1);

        await anchorer.StepAsync(Ct);
        status = 200;
        await anchorer.StepAsync(Ct);
        await anchorer.StepAsync(Ct);

        Assert.Equal(2, receiver.All.Count);
        Assert.Equal(1, Anchor.Parse(Encoding.UTF8.GetString(receiver.All[1].Body))!.Sequence);
        Assert.Contains(WebhookSignature.SignatureHeader, receiver.All[1].Headers.Keys);
        var positions = await new AuditPositions(_database.Source, _clock).ListAsync(Ct);
        Assert.Equal([("anchor/file", 0L, true), ("anchor/url", 1L, false)], positions.Select(at => (at.Name, at.Sequence, at.LastError is not null)));
    }

    private string AnchorFile => Path.Combine(_database.Folder, "anchors.jsonl");

    private string KeyFile => Path.Combine(_database.Folder, "anchor.pem");

    private Anchorer Make(AnchorOptions options) =>
        new(new AuditChain(_database.Source), new AuditPositions(_database.Source, _clock), options, _web, _clock, NullLogger<Anchorer>.Instance);

    private async Task AppendAsync(TestDatabase database, int rows, string actor = "ann")
    {
        for (var i = 0; i < rows; i++)
        {
            await new AuditLog(database.Source, _clock).AppendAsync(new AuditEvent(Guid.Empty, Guid.Empty, actor, "key.create", "key", "k"), Ct);
        }
    }
}
