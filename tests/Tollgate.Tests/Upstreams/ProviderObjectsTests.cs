using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Core;
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
        await using var objects = Objects();
        await objects.RecordAsync(Made("resp_1", Mine), Ct);

        Assert.Equal("openai/eu", (await objects.FindAsync(Mine, "openai", "resp_1", Ct)).Value!.Deployment);
        Assert.Equal(RefusalCode.NotFound, (await objects.FindAsync(Theirs, "openai", "resp_1", Ct)).Refusal!.Code);
        Assert.Equal(RefusalCode.NotFound, (await objects.FindAsync(Mine, "azure", "resp_1", Ct)).Refusal!.Code);
    }

    [Fact]
    public async Task AForeignAndAnUnknownObject_AreTheSameAnswer()
    {
        await using var objects = Objects();
        await objects.RecordAsync(Made("resp_1", Mine), Ct);

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
        await using var objects = Objects();
        await objects.RecordAsync(Made("cachedContents/x1", Mine), Ct);

        Assert.False((await objects.FindAsync(Mine, "openai", name, Ct)).IsRefused);
        Assert.True((await objects.FindAsync(Theirs, "openai", name, Ct)).IsRefused);
    }

    [Fact]
    public async Task AnObject_SurvivesARestart()
    {
        var objects = Objects();
        await objects.RecordAsync(Made("file-1", Mine), Ct);
        await objects.DisposeAsync();

        await using var again = Objects();

        Assert.Equal("file", (await again.FindAsync(Mine, "openai", "file-1", Ct)).Value!.Kind);
        Assert.True((await again.FindAsync(Theirs, "openai", "file-1", Ct)).IsRefused);
    }

    [Fact]
    public async Task TheFirstOwner_StaysTheOwner()
    {
        var objects = Objects();
        await objects.RecordAsync(Made("file-1", Mine), Ct);
        await objects.RecordAsync(Made("file-1", Theirs), Ct);
        await objects.DisposeAsync();
        await using var again = Objects();
        await again.RecordAsync(Made("file-1", Theirs), Ct);
        await again.DisposeAsync();

        await using var third = Objects();

        Assert.False((await third.FindAsync(Mine, "openai", "file-1", Ct)).IsRefused);
        Assert.True((await third.FindAsync(Theirs, "openai", "file-1", Ct)).IsRefused);
    }

    [Fact]
    public async Task AHugeId_IsNeverLookedUp()
    {
        await using var objects = Objects();
        await objects.RecordAsync(Made(new string('x', 5000), Mine), Ct);

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

    private ProviderObjects Objects() => new(new ProviderObjectStore(_database.Source), TimeProvider.System, NullLogger.Instance);
}
