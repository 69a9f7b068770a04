using System.Security.Cryptography;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Catalog;
using Tollgate.Pricing.Updates;
using Tollgate.TestKit;

namespace Tollgate.Tests.Pricing.Updates;

public sealed class CatalogUpdaterTests : IAsyncLifetime
{
    private const string Newer = "2999-01-01.1";
    private const string Old = "\"input\":\"1.25\",\"cache_read\":\"0.15\",\"output\":\"4.25\"";
    private const string New = "\"input\":\"1.5\",\"cache_read\":\"0.15\",\"output\":\"4.25\"";
    private static readonly ApiCaller Operator = new(Guid.Empty, "admin", Guid.Empty, ApiRight.Operator);

    private readonly SignedCatalog _publisher = new();
    private TestDatabase _database = null!;
    private PriceCatalog _catalog = null!;
    private CatalogUpdater _updater = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        (_catalog, _updater) = Start();
    }

    public async ValueTask DisposeAsync()
    {
        _updater.Dispose();
        _publisher.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task ANewerSignedFile_IsInForceAtOnce_SurvivesARestart_AndIsAudited()
    {
        var file = SignedCatalog.File(Newer, SignedCatalog.Provider("meta", Old, New));

        var reply = (await _updater.InstallAsync(file, _publisher.Sign(file), isTrial: false, Operator, Ct)).Value!;
        var (restarted, again) = Start();
        await again.LoadAsync(Ct);
        again.Dispose();

        Assert.Equal((Newer, true), (reply.Version, reply.Installed));
        Assert.Equal([new PriceChange("meta", "muse-spark-1.1", "changed", "input", "1.25", "1.5")], reply.Items);
        Assert.Equal([1500m, 1500m], [Input(_catalog), Input(restarted)]);
        Assert.Equal(_catalog.Current.List.Providers.Count, PriceList.ReadBuiltIn().Providers.Count);
        Assert.Equal(1L, await _database.ScalarAsync("select count(*) from audit_event where action = 'catalog.update' and subject_id = '2999-01-01.1'"));
    }

    [Fact]
    public async Task ASignatureAsTwoNumbers_IsOneToo()
    {
        var file = SignedCatalog.File(Newer, SignedCatalog.Provider("meta"));

        Assert.False((await _updater.InstallAsync(file, _publisher.SignFixed(file), isTrial: true, Operator, Ct)).IsRefused);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("changed")]
    [InlineData("another key")]
    [InlineData("no signature")]
    [InlineData("half a signature")]
    [InlineData("older")]
    [InlineData("the same")]
    [InlineData("no version")]
    [InlineData("no provider")]
    [InlineData("a provider twice")]
    [InlineData("a model twice")]
    [InlineData("a price that is none")]
    [InlineData("no source")]
    [InlineData("no output")]
    [InlineData("a gap")]
    [InlineData("half a line")]
    public async Task ABrokenFile_ChangesNothing_AndIsAudited(string how)
    {
        using var another = new SignedCatalog();
        var good = SignedCatalog.File(Newer, SignedCatalog.Provider("meta", Old, New));
        var file = how switch
        {
            "cut" => good[..^40],
            "older" => SignedCatalog.File("2020-01-01.1", SignedCatalog.Provider("meta", Old, New)),
            "the same" => SignedCatalog.File(PriceList.BuiltInVersion.ToString(), SignedCatalog.Provider("meta", Old, New)),
            "no version" => SignedCatalog.File("soon", SignedCatalog.Provider("meta", Old, New)),
            "no provider" => SignedCatalog.File(Newer),
            "a provider twice" => SignedCatalog.File(Newer, SignedCatalog.Provider("meta", Old, New), SignedCatalog.Provider("meta")),
            "a model twice" => SignedCatalog.File(Newer, SignedCatalog.Provider("meta", Old, New), string.Concat(SignedCatalog.Provider("meta").Split('\n').Skip(1))),
            "a price that is none" => SignedCatalog.File(Newer, SignedCatalog.Provider("meta", "\"1.25\"", "\"cheap\"")),
            "no source" => SignedCatalog.File(Newer, SignedCatalog.Provider("meta", "\"source\":\"https://llama.developer.meta.com/docs/pricing\",\"source_date\":\"2026-08-01\"}]", "\"source\":\"hearsay\"}]")),
            "no output" => SignedCatalog.File(Newer, SignedCatalog.Provider("meta", ",\"output\":\"4.25\"", "")),
            "a gap" => SignedCatalog.File(Newer, SignedCatalog.Provider("anthropic", "\"to\":\"2026-09-01\"", "\"to\":\"2026-08-31\"")),
            "half a line" => SignedCatalog.File(Newer, SignedCatalog.Provider("meta", Old, New)[..^100]),
            _ => good,
        };
        var signature = how switch
        {
            "cut" => _publisher.Sign(good),
            "changed" => _publisher.Sign(SignedCatalog.File(Newer, SignedCatalog.Provider("meta"))),
            "another key" => another.Sign(file),
            "no signature" => [],
            "half a signature" => _publisher.Sign(file)[..20],
            _ => _publisher.Sign(file),
        };

        var refused = (await _updater.InstallAsync(file, signature, isTrial: false, Operator, Ct)).Refusal;

        Assert.NotNull(refused);
        Assert.Equal((PriceList.BuiltInVersion, 1250m), (_updater.Version, Input(_catalog)));
        Assert.Equal(0L, await _database.ScalarAsync("select count(*) from catalog_update"));
        Assert.Equal(1L, await _database.ScalarAsync("select count(*) from audit_event where action = 'catalog.refuse'"));
    }

    [Fact]
    public async Task AnOlderFile_DoesNotReplaceANewerOne_AndTheBuiltInOneCanBeHadBack()
    {
        var newer = SignedCatalog.File("2999-01-02.1", SignedCatalog.Provider("meta", Old, New));
        var older = SignedCatalog.File("2999-01-01.9", SignedCatalog.Provider("meta"));
        _ = await _updater.InstallAsync(newer, _publisher.Sign(newer), isTrial: false, Operator, Ct);

        var refused = (await _updater.InstallAsync(older, _publisher.Sign(older), isTrial: false, Operator, Ct)).Refusal;

        Assert.Equal((RefusalCode.Conflict, 1500m), (refused!.Code, Input(_catalog)));
        Assert.True(await _updater.RestoreAsync(Operator, Ct));
        Assert.Equal((PriceList.BuiltInVersion, 1250m), (_updater.Version, Input(_catalog)));
        Assert.False(await _updater.RestoreAsync(Operator, Ct));
        Assert.False((await _updater.InstallAsync(older, _publisher.Sign(older), isTrial: false, Operator, Ct)).IsRefused);
    }

    [Fact]
    public async Task ATrial_SaysWhatWouldChange_AndChangesNothing()
    {
        var file = SignedCatalog.File(Newer, SignedCatalog.Provider("meta", "muse-spark-1.1", "muse-spark-2"));

        var reply = (await _updater.InstallAsync(file, _publisher.Sign(file), isTrial: true, Operator, Ct)).Value!;

        Assert.False(reply.Installed);
        Assert.Equal([new PriceChange("meta", "muse-spark-1.1", "removed"), new PriceChange("meta", "muse-spark-2", "added")], reply.Items);
        Assert.Equal(1250m, Input(_catalog));
    }

    [Fact]
    public async Task WithoutATrustedKey_NothingIsInstalled()
    {
        using var updater = new CatalogUpdater(new PriceCatalog(new PricingOptions()), Store(), TimeProvider.System);
        var file = SignedCatalog.File(Newer, SignedCatalog.Provider("meta"));

        Assert.Equal("catalog.public_key", (await updater.InstallAsync(file, _publisher.Sign(file), isTrial: false, Operator, Ct)).Refusal?.Rule);
    }

    [Fact]
    public async Task WhatAnOlderProgramInstalled_DoesNotHideTheNewerBuiltInCatalogue()
    {
        await Store().PutAsync(new CatalogVersion(new DateOnly(2020, 1, 1), 1), SignedCatalog.File("2020-01-01.1", SignedCatalog.Provider("meta", Old, New)), [1], "{}", Operator, Ct);

        await _updater.LoadAsync(Ct);

        Assert.Equal((PriceList.BuiltInVersion, 1250m), (_updater.Version, Input(_catalog)));
    }

    [Fact]
    public void AKey_IsPemOrBase64_AndOfTheRightCurve()
    {
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.True(CatalogKey.TryRead(_publisher.PublicPem, out var pem));
        Assert.True(CatalogKey.TryRead(Convert.ToBase64String(_publisher.PublicKey), out var line));
        Assert.Equal(pem, line);
        Assert.All([larger.ExportSubjectPublicKeyInfoPem(), "nonsense", ""], text => Assert.False(CatalogKey.TryRead(text, out _)));
    }

    [Theory]
    [InlineData("2026-11-21.1", "2026-11-21.2")]
    [InlineData("2026-11-21.9", "2026-11-21.10")]
    [InlineData("2026-11-21.9", "2026-12-01.1")]
    public void Versions_AreOrderedByDayAndNumber(string older, string newer)
    {
        Assert.True(CatalogVersion.TryParse(older, out var left) && CatalogVersion.TryParse(newer, out var right) && left < right && right > left && left <= right && right >= left);
        Assert.Equal(older, left.ToString());
    }

    private (PriceCatalog Catalog, CatalogUpdater Updater) Start()
    {
        var catalog = new PriceCatalog(new PricingOptions { CatalogKey = _publisher.PublicKey });
        return (catalog, new CatalogUpdater(catalog, Store(), TimeProvider.System));
    }

    private CatalogUpdateStore Store() => new(_database.Source, new AuditLog(_database.Source, TimeProvider.System), TimeProvider.System);

    private static decimal Input(PriceCatalog catalog) =>
        catalog.Current.Resolve("muse-spark-1.1", "meta", TimeProvider.System.GetUtcNow()).Value!.Price.Standard.Base[Unit.Input];
}
