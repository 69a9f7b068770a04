namespace Tollgate.Upstreams;

/// <summary>Keeps the book up to date: after a change of settings, of the database, and at start.</summary>
internal sealed class UpstreamRefresher(UpstreamBook book, SnapshotBuilder builder, ProviderStore store) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private UpstreamSettings _settings = new();
    private IReadOnlyList<ProviderEntry> _stored = [];

    /// <summary>Puts new settings in force; the database is not asked again.</summary>
    public async Task ApplyAsync(UpstreamSettings settings, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            _settings = settings;
            Rebuild();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads the database again and puts what it says in force.</summary>
    public async Task ReloadAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            _stored = await store.ListAsync(ct);
            Rebuild();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private void Rebuild() => book.Swap(builder.Build(_settings.Providers, _stored, _settings.Timeouts));
}
