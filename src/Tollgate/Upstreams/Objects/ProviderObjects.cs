using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tollgate.Core;

namespace Tollgate.Upstreams.Objects;

/// <summary>
/// Who owns which provider object. What an answer made is remembered at once and written behind the request; the queue is bounded and
/// drained at shutdown. A foreign object and an unrecorded one are the same 404.
/// </summary>
internal sealed class ProviderObjects : IAsyncDisposable
{
    /// <summary>Objects waiting to be written; a full queue makes callers wait.</summary>
    private const int MaxWaiting = 8192;

    private const int MaxBatch = 256;

    /// <summary>Ids of known providers stay below 128 characters.</summary>
    private const int MaxIdLength = 512;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ProviderObjectStore _store;
    private readonly RecentObjects _recent = new(50_000);
    private readonly Channel<ProviderObject> _waiting = Channel.CreateBounded<ProviderObject>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task _writing;

    /// <summary>Starts the writer.</summary>
    public ProviderObjects(ProviderObjectStore store, TimeProvider time, ILogger log)
    {
        _store = store;
        _time = time;
        _log = log;
        _writing = WriteAsync();
    }

    /// <summary>Records what an answer made. An id that somebody owns already stays theirs.</summary>
    public ValueTask RecordAsync(ProviderObject made, CancellationToken ct)
    {
        made = made with { ObjectId = Plain(made.ObjectId) };
        if (made.ObjectId.Length is 0 or > MaxIdLength || !ReferenceEquals(_recent.Add(made), made))
        {
            return ValueTask.CompletedTask;
        }

        return _waiting.Writer.WriteAsync(made, ct);
    }

    /// <summary>The object, if this organization owns it; else the refusal, which tells a foreign id from an unknown one to nobody.</summary>
    public async ValueTask<Outcome<ProviderObject>> FindAsync(Guid organizationId, string provider, string objectId, CancellationToken ct)
    {
        objectId = Plain(objectId);
        if (objectId.Length is 0 or > MaxIdLength)
        {
            return NotFound();
        }

        var found = _recent.Find(provider, objectId);
        if (found is null && await _store.FindAsync(provider, objectId, ct) is { } stored)
        {
            found = _recent.Add(stored);
        }

        return found is not null && found.OrganizationId == organizationId ? found : NotFound();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_waiting.Writer.TryComplete())
        {
            return;
        }

        _stop.CancelAfter(TimeSpan.FromSeconds(10));
        await _writing;
        _stop.Dispose();
    }

    /// <summary>The id alone: Google's objects are called "files/x" in answers, "x" in paths and by a whole address in bodies.</summary>
    private static string Plain(string id) => id[(id.LastIndexOf('/') + 1)..];

    private static Refusal NotFound() => new(RefusalCode.NotFound, "There is no such object.") { Step = "route", Help = "Objects can be used by the organization that made them through the gateway." };

    private async Task WriteAsync()
    {
        var batch = new List<ProviderObject>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            if (!await StoreAsync(batch))
            {
                return;
            }

            batch.Clear();
        }
    }

    /// <summary>Writes a batch, again and again while the database is away; false when the gateway ends meanwhile.</summary>
    private async Task<bool> StoreAsync(List<ProviderObject> batch)
    {
        while (true)
        {
            try
            {
                await _store.AddAsync(batch, _stop.Token);
                return true;
            }
            catch (DbException fault)
            {
                UpstreamsLog.ObjectsNotWritten(_log, batch.Count, fault);
            }
            catch (OperationCanceledException)
            {
                return false;
            }

            try
            {
                await Task.Delay(Pause, _time, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }
}
