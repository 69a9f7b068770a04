using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Targets;

/// <summary>The fake provider without a gateway: what passes here proves that the fake is like the real ones.</summary>
public sealed class DirectFixture : ITargetFixture, IAsyncLifetime
{
    private FakeProvider? _provider;

    /// <inheritdoc/>
    public Target Target => new(_provider!.Address, "sk-fake", "bad-key", null, _provider);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _provider = await FakeProvider.StartAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _provider!.DisposeAsync();
}
