using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Ledger.Records;
using Tollgate.ModelCalls;
using Tollgate.TestKit;
using Tollgate.Upstreams.Objects;

namespace Tollgate.Tests.Upstreams;

public sealed class ProviderObjectsTests : IAsyncLifetime
{
    private static readonly Guid Mine = Guid.Parse("01900000-0000-7000-8000-000000000001");
    private static readonly Guid Theirs = Guid.Parse("01900000-0000-7000-8000-000000000002");

    private TestDatabase _database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task AnObject_IsItsMakersAtOnce_AndNobodyElses()
    {
        var objects = Objects();
        objects.Remember(Made("resp_1", Mine));

        Assert.Equal("openai/eu", (await objects.FindAsync(Mine, "openai", "resp_1", Ct)).Value!.Deployment);
        Assert.Equal(RefusalCode.NotFound, (await objects.FindAsync(Theirs, "openai", "resp_1", Ct)).Refusal!.Code);
        Assert.Equal(RefusalCode.NotFound, (await objects.FindAsync(Mine, "azure", "resp_1", Ct)).Refusal!.Code);
    }

    [Fact]
    public async Task AForeignAndAnUnknownObject_AreTheSameAnswer()
    {
        var objects = Objects();
        objects.Remember(Made("resp_1", Mine));

        var foreign = (await objects.FindAsync(Theirs, "openai", "resp_1", Ct)).Refusal;
        var unknown = (await objects.FindAsync(Theirs, "openai", "resp_2", Ct)).Refusal;

        Assert.Equal(unknown, foreign);
    }

    [Theory]
    [InlineData("x1")]
    [InlineData("cachedContents/x1")]
    [InlineData("https://generativelanguage.googleapis.com/v1beta/cachedContents/x1")]
    public async Task AnObject_IsTheSameUnderEachOfItsNames(string name)
    {
        var objects = Objects();
        objects.Remember(Made("cachedContents/x1", Mine));

        Assert.False((await objects.FindAsync(Mine, "openai", name, Ct)).IsRefused);
        Assert.True((await objects.FindAsync(Theirs, "openai", name, Ct)).IsRefused);
    }

    [Theory]
    [InlineData("cachedContents/theirs?x=cachedContents/x1")]
    [InlineData("cachedContents/theirs/x1")]
    [InlineData("https://generativelanguage.googleapis.com/v1beta/files/theirs/cachedContents/x1")]
    [InlineData("https://generativelanguage.googleapis.com/v1beta/files/theirs#/x1")]
    [InlineData("cachedContents\\x1")]
    public async Task AnAddress_ThatEndsLikeAnObject_IsNotThatObject(string name)
    {
        var objects = Objects();
        objects.Remember(Made("cachedContents/x1", Mine));

        Assert.True((await objects.FindAsync(Mine, "openai", name, Ct)).IsRefused);
    }

    [Fact]
    public async Task AnObjectInTheTable_IsItsOwnersAfterARestart()
    {
        await StoreAsync(Made("file-1", Mine));

        var again = Objects();

        Assert.Equal("file", (await again.FindAsync(Mine, "openai", "file-1", Ct)).Value!.Kind);
        Assert.True((await again.FindAsync(Theirs, "openai", "file-1", Ct)).IsRefused);
    }

    [Fact]
    public async Task TheFirstOwner_StaysTheOwner()
    {
        await StoreAsync(Made("file-1", Mine));
        await StoreAsync(Made("file-1", Theirs));

        var objects = Objects();

        Assert.False((await objects.FindAsync(Mine, "openai", "file-1", Ct)).IsRefused);
        Assert.True((await objects.FindAsync(Theirs, "openai", "file-1", Ct)).IsRefused);
    }

    [Fact]
    public async Task ALineOfTheLedger_BringsWhatItMadeIntoTheTable()
    {
        var line = new SettledLine(Guid.NewGuid(), 1, LineKind.Charge, Mine, Money.Zero, Money.Zero, Money.Zero, default, DateTimeOffset.UnixEpoch);
        await using var connection = await _database.Source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);

        await ObjectPostings.PostAsync(
            transaction, [line, line with { Made = new MadeObjects("openai", "openai/eu", Theirs, [new OwnedObject("response", "resp_1"), new OwnedObject("item", "rs_1")]) }], Ct);
        await transaction.CommitAsync(Ct);

        Assert.Equal("openai/eu", (await Objects().FindAsync(Mine, "openai", "resp_1", Ct)).Value!.Deployment);
        Assert.Equal("item", (await Objects().FindAsync(Mine, "openai", "rs_1", Ct)).Value!.Kind);
    }

    [Fact]
    public async Task AHugeId_IsNeverLookedUp()
    {
        var objects = Objects();
        objects.Remember(Made(new string('x', 5000), Mine));

        Assert.True((await objects.FindAsync(Mine, "openai", new string('x', 5000), Ct)).IsRefused);
    }

    [Fact]
    public void RecentObjects_AreBounded_AndKeepTheFirst()
    {
        var recent = new RecentObjects(100);
        for (var i = 0; i < 1_000; i++)
        {
            recent.Add(Made($"id-{i}", Mine));
            recent.Find("openai", "id-0");
        }

        Assert.Equal(Mine, recent.Find("openai", "id-0")!.OrganizationId);
        Assert.Null(recent.Find("openai", "id-500"));
        Assert.Equal(Mine, recent.Add(Made("id-999", Theirs)).OrganizationId);
    }

    private static ProviderObject Made(string id, Guid organization) =>
        new("openai", id, id.StartsWith("file", StringComparison.Ordinal) ? "file" : "response", organization, Mine, "openai/eu", DateTimeOffset.UnixEpoch);

    private ProviderObjects Objects() => new(new ProviderObjectStore(_database.Source));

    private async Task StoreAsync(ProviderObject made)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        ProviderObjectStore.Add(transaction, [made]);
        await transaction.CommitAsync(Ct);
    }
}
