namespace Tollgate.Ledger;

/// <summary>Those who wait until the database holds what was appended so far, and the pause that they cut short.</summary>
internal sealed class CatchUpQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<(long Target, TaskCompletionSource Done)> _waiting = [];
    private readonly SemaphoreSlim _hurry = new(0);

    /// <summary>Waits for a count of written records; false when it is not reached within the time.</summary>
    public async Task<bool> WaitAsync(long target, Func<long> written, TimeSpan patience, CancellationToken ct)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (written() >= target)
            {
                return true;
            }

            _waiting.Add((target, done));
        }

        _hurry.Release();
        try
        {
            await done.Task.WaitAsync(patience, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>So many records are written.</summary>
    public void Reached(long written)
    {
        lock (_gate)
        {
            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (_waiting[i].Target <= written)
                {
                    _waiting[i].Done.SetResult();
                    _waiting.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>Lets records gather for a while, unless somebody waits for them.</summary>
    public async Task GatherAsync(TimeSpan most, CancellationToken ct)
    {
        if (await _hurry.WaitAsync(most, ct))
        {
            while (_hurry.Wait(0, ct))
            {
                // One pause is cut short for all who wait now.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _hurry.Dispose();
}
