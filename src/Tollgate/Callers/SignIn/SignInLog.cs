using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Tollgate.Audit;

namespace Tollgate.Callers.SignIn;

/// <summary>
/// Who came to the admin API, and who was turned away, for the audit log: one row for a key and an address an hour when it came in, one a minute when it did
/// not, with how often. A flood of guesses makes a few rows, not a flood of rows.
/// </summary>
internal sealed class SignInLog(AuditLog audit, TimeProvider time, ILogger<SignInLog> log)
{
    /// <summary>Came in.</summary>
    public const string Accepted = "signin.accepted";

    /// <summary>Has no key that leads anywhere.</summary>
    public const string Failed = "signin.failed";

    /// <summary>Has a key, but not the right.</summary>
    public const string Forbidden = "signin.forbidden";

    /// <summary>Apart from each other; further ones of a minute share one row.</summary>
    private const int Most = 1_000;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<SignInNote, DateTimeOffset> _known = [];
    private Dictionary<SignInNote, int> _notes = [];

    /// <summary>Notes an attempt; never waits.</summary>
    public void Note(SignInNote note)
    {
        lock (_gate)
        {
            if (note.Action == Accepted && _known.TryGetValue(note, out var at) && time.GetUtcNow() - at < Hour)
            {
                return;
            }

            if (note.Action == Accepted && _known.Count < Most)
            {
                _known[note] = time.GetUtcNow();
            }

            var slot = _notes.Count < Most || _notes.ContainsKey(note) ? note : new SignInNote(note.Action, Guid.Empty, Guid.Empty, "others", "others");
            _notes[slot] = _notes.GetValueOrDefault(slot) + 1;
        }
    }

    /// <summary>Runs until the gateway stops; what waits then is still written.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                await WriteAsync(ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await WriteAsync(CancellationToken.None);
        }
    }

    /// <summary>Writes what was noted; what the database does not take now waits.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        foreach (var (note, times) in Take())
        {
            try
            {
                var detail = string.Create(CultureInfo.InvariantCulture, $"{{\"times\":{times}}}");
                await audit.AppendAsync(new AuditEvent(note.OrganizationId, note.KeyId, note.KeyName, note.Action, "address", note.Address, detail), ct);
            }
            catch (DbException fault)
            {
                SignInWords.NotWritten(log, note.Action, fault);
                PutBack(note, times);
            }
        }
    }

    private Dictionary<SignInNote, int> Take()
    {
        lock (_gate)
        {
            foreach (var (note, at) in _known)
            {
                if (time.GetUtcNow() - at >= Hour)
                {
                    _known.Remove(note);
                }
            }

            var taken = _notes;
            _notes = [];
            return taken;
        }
    }

    private void PutBack(SignInNote note, int times)
    {
        lock (_gate)
        {
            _notes[note] = _notes.GetValueOrDefault(note) + times;
        }
    }
}
