using Microsoft.Extensions.Logging;
using Tollgate.Alerts.Notices;

namespace Tollgate.Alerts;

/// <summary>Callbacks inside the process. Each hears of a notice once, after it is in the database; one that throws harms nobody else.</summary>
internal sealed class AlertCallbacks(ILogger<AlertCallbacks> log)
{
    private readonly Lock _gate = new();
    private Action<AlertNotice>[] _callbacks = [];

    /// <summary>Calls back on every notice until the answer is disposed.</summary>
    public IDisposable OnAlert(Action<AlertNotice> callback)
    {
        lock (_gate)
        {
            _callbacks = [.. _callbacks, callback];
        }

        return new Registration(this, callback);
    }

    /// <summary>Tells every callback.</summary>
    public void Tell(AlertNotice notice)
    {
        foreach (var callback in Volatile.Read(ref _callbacks))
        {
            try
            {
                callback(notice);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                AlertLog.CallbackFailed(log, notice.NoticeId, fault);
            }
        }
    }

    private void Remove(Action<AlertNotice> callback)
    {
        lock (_gate)
        {
            _callbacks = [.. _callbacks.Where(other => other != callback)];
        }
    }

    private sealed class Registration(AlertCallbacks owner, Action<AlertNotice> callback) : IDisposable
    {
        public void Dispose() => owner.Remove(callback);
    }
}
