using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;
using Tollgate.Storage;

namespace Tollgate.Crash;

/// <summary>Makes calls that take random ways through the journal, and says what a client would have seen.</summary>
internal sealed class Victim : IAsyncDisposable
{
    private const int Parallel = 4;
    private const long Bound = 1_000_000;

    private static readonly Lock Said = new();

    private readonly Database _database;
    private readonly Journal _journal;

    private Victim(Database database, Journal journal, LedgerWriter writer)
    {
        _database = database;
        _journal = journal;
        Writer = writer;
    }

    public Database Database => _database;

    public LedgerWriter Writer { get; }

    public ReplayReport Replayed { get; private init; } = ReplayReport.Empty;

    /// <summary>Small segments, so that a short run rotates.</summary>
    public static JournalOptions Options(string folder) => new() { Folder = Path.Combine(folder, "journal"), MaxBytes = 4 << 20, SegmentBytes = 256 << 10 };

    /// <summary>Starts as the gateway does: database, journal, replay, then the writer.</summary>
    public static async Task<Victim> OpenAsync(string folder)
    {
        var database = await Database.OpenSqliteAsync(folder, TimeProvider.System, CancellationToken.None);
        await WindowBook.PrepareAsync(database.Source);
        var journal = Journal.Open(Options(folder));
        var writer = new LedgerWriter(journal, database.Source, [WindowBook.PostAsync], new LiveFeed(TimeProvider.System), TimeProvider.System, NullLogger<LedgerWriter>.Instance);
        var report = await writer.ReplayAsync(CancellationToken.None);
        writer.Start();
        return new Victim(database, journal, writer) { Replayed = report };
    }

    /// <summary>Makes so many calls, several at once.</summary>
    public async Task RunAsync(int calls, int seed)
    {
        var workers = new Task[Parallel];
        for (var i = 0; i < Parallel; i++)
        {
            workers[i] = WorkAsync(calls / Parallel, new Random((seed * Parallel) + i));
        }

        await Task.WhenAll(workers);
        Say("done");
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        _journal.Dispose();
        await _database.DisposeAsync();
    }

    private async Task WorkAsync(int calls, Random random)
    {
        await Task.Yield();
        for (var i = 0; i < calls; i++)
        {
            var call = new CallIdentity
            {
                RequestId = Ids.New(TimeProvider.System), OrganizationId = WindowBook.Window, KeyName = "victim", Route = "/v1/messages", StartedAt = TimeProvider.System.GetUtcNow(),
            };
            if (random.Next(8) == 0)
            {
                Refuse(call);
            }
            else
            {
                await CallAsync(call, random);
            }
        }
    }

    private void Refuse(CallIdentity call)
    {
        if (_journal.AppendRequest(new RequestRecord(call) { Status = 429, Result = CallResult.Refused, Refusal = new Refusal(RefusalCode.RateLimited, "slow down") }))
        {
            Say($"refused {call.RequestId}");
        }
    }

    private async Task CallAsync(CallIdentity call, Random random)
    {
        var attempts = random.Next(4) == 0 ? 2 : 1;
        var total = 0L;
        for (var number = 1; number <= attempts; number++)
        {
            var attempt = new AttemptIdentity
            {
                Number = number, Provider = "p", Deployment = "p", Model = "m", SentAt = TimeProvider.System.GetUtcNow(), Bound = new Money(Bound), Windows = new[] { WindowBook.Window },
            };
            while (_journal.AppendSent(new SentRecord(call, attempt)) is not null)
            {
                await Task.Delay(10);
            }

            Say($"sent {call.RequestId} {number}");
            if (random.Next(4) == 0)
            {
                await Task.Delay(random.Next(3));
            }

            Failpoint.Hit(Failpoint.MidRelay);
            total += Settle(call, attempt, random.Next(1, (int)Bound), isLast: number == attempts);
        }

        Failpoint.Hit(Failpoint.BeforeTerminal);
        Say(string.Create(CultureInfo.InvariantCulture, $"ended {call.RequestId} {total}"));
    }

    private long Settle(CallIdentity call, AttemptIdentity attempt, long cost, bool isLast)
    {
        var now = TimeProvider.System.GetUtcNow();
        var settled = new SettledRecord(call, attempt) { EndedAt = now, Status = isLast ? 200 : 504, Result = isLast ? CallResult.Completed : CallResult.TimedOut, Cost = new Money(cost) };
        var isKept = isLast
            ? _journal.AppendSettled(settled, new RequestRecord(call) { EndedAt = now, Status = 200, Provider = "p", Model = "m", Attempts = attempt.Number })
            : _journal.AppendSettled(settled);
        return isKept ? cost : throw new InvalidOperationException("A call that was sent could not be settled.");
    }

    /// <summary>One line, out of the process before the next step.</summary>
    private static void Say(string line)
    {
        lock (Said)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
