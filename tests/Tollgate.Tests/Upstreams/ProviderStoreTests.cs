using System.Text;
using Tollgate.Audit;
using Tollgate.TestKit;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Keys;

namespace Tollgate.Tests.Upstreams;

public sealed class ProviderStoreTests : IAsyncLifetime
{
    private const string Key = "sk-proj-a-very-secret-provider-key-0123456789";
    private static readonly AuditEvent Happened = new(Guid.Empty, Guid.Empty, "operator", "provider.create", "provider", "openai");

    private TestDatabase _database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task AProvider_ComesBackWithItsKey()
    {
        var store = Store();

        Assert.True(await store.AddAsync(new ProviderEntry { Name = "openai", Key = new Secret(Key), BaseAddress = new Uri("https://api.example/v1") }, Happened, Ct));
        var entry = Assert.Single(await Store().ListAsync(Ct));

        Assert.Equal(Key, entry.Key!.Reveal());
        Assert.Equal("https://api.example/v1", entry.BaseAddress!.AbsoluteUri);
        Assert.Equal(ProviderOrigin.Database, entry.Origin);
        Assert.Equal(1L, await _database.ScalarAsync("select count(*) from audit_event"));
    }

    [Fact]
    public async Task AKey_IsNowhereInTheFiles()
    {
        await Store().AddAsync(new ProviderEntry { Name = "openai", Key = new Secret(Key) }, Happened, Ct);
        await Store().RotateAsync("openai", new Secret(Key + "-new"), Happened, Ct);

        foreach (var file in Directory.EnumerateFiles(_database.Folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not "tollgate.lock"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Key)));
        }
    }

    [Fact]
    public async Task TheSameNameTwice_IsRefused_AndChangesNothing()
    {
        await Store().AddAsync(new ProviderEntry { Name = "openai", Key = new Secret(Key) }, Happened, Ct);

        Assert.False(await Store().AddAsync(new ProviderEntry { Name = "openai", Key = new Secret("other") }, Happened, Ct));

        Assert.Equal(Key, Assert.Single(await Store().ListAsync(Ct)).Key!.Reveal());
        Assert.Equal(1L, await _database.ScalarAsync("select count(*) from audit_event"));
    }

    [Fact]
    public async Task Rotate_LeavesOnlyTheNewKey()
    {
        await Store().AddAsync(new ProviderEntry { Name = "openai", Key = new Secret(Key) }, Happened, Ct);

        Assert.True(await Store().RotateAsync("openai", new Secret("sk-new"), Happened, Ct));
        Assert.False(await Store().RotateAsync("nobody", new Secret("sk-new"), Happened, Ct));

        Assert.Equal("sk-new", Assert.Single(await Store().ListAsync(Ct)).Key!.Reveal());
        Assert.Equal(1L, await _database.ScalarAsync("select count(*) from provider_key"));
    }

    [Fact]
    public async Task Remove_TakesTheKeyToo()
    {
        await Store().AddAsync(new ProviderEntry { Name = "openai", Key = new Secret(Key) }, Happened, Ct);

        Assert.True(await Store().RemoveAsync("openai", Happened, Ct));
        Assert.False(await Store().RemoveAsync("openai", Happened, Ct));

        Assert.Equal(0L, await _database.ScalarAsync("select count(*) from provider_key"));
    }

    [Fact]
    public async Task AnotherMasterKey_SwitchesTheProviderOff_AndSaysSo()
    {
        await Store().AddAsync(new ProviderEntry { Name = "openai", Key = new Secret(Key) }, Happened, Ct);

        var other = new ProviderStore(_database.Source, new KeyVault(new MasterKey(_ => new string('a', 64), _database.Folder)), new AuditLog(_database.Source, TimeProvider.System), TimeProvider.System);
        var entry = Assert.Single(await other.ListAsync(Ct));

        Assert.Null(entry.Key);
        Assert.Contains("another master key", entry.DisabledReason, StringComparison.Ordinal);
    }

    [Fact]
    public void ASealedKey_CannotMoveToAnotherProvider_NorBeChanged()
    {
        var vault = new KeyVault(new MasterKey(_ => null, _database.Folder));
        var box = vault.Seal("openai", "", new Secret(Key));

        Assert.Equal(Key, vault.Open("openai", "", box)!.Reveal());
        Assert.Null(vault.Open("anthropic", "", box));
        Assert.Null(vault.Open("openai", "eu", box));
        Assert.NotEqual(box, vault.Seal("openai", "", new Secret(Key)));
        for (var i = 0; i < box.Length; i++)
        {
            box[i] ^= 1;
            Assert.Null(vault.Open("openai", "", box));
            box[i] ^= 1;
            Assert.Null(vault.Open("openai", "", box.AsSpan(0, i)));
        }
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void TheMasterKeyFile_IsTheOwnersOnly()
    {
        var path = Path.Combine(_database.Folder, MasterKey.FileName);
        var key = new MasterKey(_ => null, _database.Folder).Read();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(key, new MasterKey(_ => "", _database.Folder).Read());
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<InvalidDataException>(() => new MasterKey(_ => null, _database.Folder).Read()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAA")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    public void AWrongMasterKey_IsNotTaken(string text) => Assert.Throws<InvalidDataException>(() => new MasterKey(_ => text, _database.Folder).Read());

    private ProviderStore Store() =>
        new(_database.Source, new KeyVault(new MasterKey(_ => null, _database.Folder)), new AuditLog(_database.Source, TimeProvider.System), TimeProvider.System);
}
