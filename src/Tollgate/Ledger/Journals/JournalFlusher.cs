namespace Tollgate.Ledger.Journals;

/// <summary>The one thread that forces groups of records to the disk and keeps a spare segment ready. A thread of its own, because flushing blocks.</summary>
internal sealed class JournalFlusher : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly JournalLog _log;
    private readonly TimeSpan _interval;
    private readonly AutoResetEvent _wake = new(false);
    private readonly ManualResetEvent _stop = new(false);
    private readonly Thread _thread;
    private int _isAwake;

    public JournalFlusher(JournalLog log, JournalOptions options)
    {
        _log = log;
        _interval = options.FsyncInterval;
        _thread = new Thread(Run) { IsBackground = true, Name = "journal flusher" };
    }

    public void Start() => _thread.Start();

    /// <summary>Something was written; costs one exchange while the thread is already on it.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _isAwake) == 0 && Interlocked.Exchange(ref _isAwake, 1) == 0)
        {
            _wake.Set();
        }
    }

    /// <summary>Ends the thread after its present flush.</summary>
    public void Stop()
    {
        _stop.Set();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _wake.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        WaitHandle[] either = [_stop, _wake];
        while (WaitHandle.WaitAny(either, Idle) != 0 && !_stop.WaitOne(_interval))
        {
            Interlocked.Exchange(ref _isAwake, 0);
            _log.Flush();
            _log.PrepareSpare();
        }
    }
}
