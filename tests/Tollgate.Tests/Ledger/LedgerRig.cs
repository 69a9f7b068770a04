using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Queries;
using Tollgate.Ledger.Records;
using Tollgate.TestKit;

namespace Tollgate.Tests.Ledger;

/// <summary>A database, a journal and its writer in a folder of their own, and records to put into them.</summary>
internal sealed class LedgerRig : IAsyncDisposable
{
    public static readonly Guid Organization = Guid.Parse("01900000-0000-7000-8000-000000000001");
    public static readonly Guid OtherOrganization = Guid.Parse("01900000-0000-7000-8000-000000000002");
    public static readonly Guid Team = Guid.Parse("01900000-0000-7000-8000-000000000003");
    public static readonly Guid Principal = Guid.Parse("01900000-0000-7000-8000-000000000004");
    public static readonly Guid Key = Guid.Parse("01900000-0000-7000-8000-000000000005");
    public static readonly Guid Window = Guid.Parse("01900000-0000-7000-8000-000000000006");
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Journal> _abandoned = [];
    private int _next;

    private LedgerRig(TestDatabase database, JournalOptions options, IJournalFolder? folder, IReadOnlyList<LedgerSink> sinks)
    {
        Database = database;
        Options = options;
        Journal = Journal.Open(options, folder);
        Writer = new LedgerWriter(Journal, database.Source, sinks, Feed, TimeProvider.System, NullLogger<LedgerWriter>.Instance);
    }

    public TestDatabase Database { get; }

    public JournalOptions Options { get; }

    public Journal Journal { get; private set; }

    public LedgerWriter Writer { get; private set; }

    public LiveFeed Feed { get; } = new(TimeProvider.System);

    public CallStore Calls => new(Database.Source);

    public SummaryStore Sums => new(Database.Source);

    public static async Task<LedgerRig> CreateAsync(Func<JournalOptions, JournalOptions>? change = null, IJournalFolder? folder = null, params LedgerSink[] sinks)
    {
        var database = await TestDatabase.CreateAsync();
        var options = new JournalOptions { Folder = Path.Combine(database.Folder, "journal") };
        return new LedgerRig(database, change?.Invoke(options) ?? options, folder, sinks);
    }

    /// <summary>A journal without a writer, as a killed process leaves it: only its files stay.</summary>
    public async Task<ReplayReport> RestartAsync(params LedgerSink[] sinks)
    {
        _abandoned.Add(Journal);
        Journal = Journal.Open(Options);
        Writer = new LedgerWriter(Journal, Database.Source, sinks, Feed, TimeProvider.System, NullLogger<LedgerWriter>.Instance);
        return await Writer.ReplayAsync(CancellationToken.None);
    }

    public CallIdentity Call(string? session = null) => new()
    {
        RequestId = Guid.CreateVersion7(Noon.AddMilliseconds(++_next)),
        OrganizationId = Organization,
        TeamId = Team,
        TeamName = "default",
        PrincipalId = Principal,
        PrincipalName = "agent-a",
        KeyId = Key,
        KeyName = "me",
        Agent = "claude-code",
        Session = session,
        Tags = [new("project", "apollo")],
        ClientRequestId = "client-1",
        TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
        Surface = Surface.Messages,
        Dialect = Dialect.Anthropic,
        Route = "/v1/messages",
        ModelAsked = "sonnet",
        IsStream = true,
        StartedAt = Noon.AddMilliseconds(_next),
    };

    public static AttemptIdentity Attempt(int number = 1, long boundNanos = 50_000_000, string provider = "anthropic", string model = "claude-sonnet") => new()
    {
        Number = number,
        Purpose = number == 1 ? AttemptPurpose.Serve : AttemptPurpose.Retry,
        Provider = provider,
        Deployment = provider,
        Model = model,
        CatalogVersion = "2026-11-01",
        SentAt = Noon,
        Bound = new Money(boundNanos),
        Windows = new[] { Window },
        OutputLimitAsked = 4096,
        OutputLimitSent = 2048,
    };

    public static SettledRecord Settled(CallIdentity call, AttemptIdentity attempt, long costNanos = 11_685_000)
    {
        var usage = default(TokenUsage);
        usage[Unit.Input] = 1000;
        usage[Unit.CacheRead] = 200;
        usage[Unit.CacheWrite5m] = 300;
        usage[Unit.Output] = 500;
        usage[Unit.WebSearch] = 2;
        return new SettledRecord(call, attempt)
        {
            EndedAt = Noon.AddSeconds(2),
            FirstByte = TimeSpan.FromMilliseconds(321.5),
            Status = 200,
            Result = CallResult.Completed,
            Flags = LineFlags.Clamped,
            Usage = usage,
            Rates = "input 3, output 15, cache_read 0.3, cache_write_5m 3.75",
            Terms = "standard",
            ServedModel = "claude-sonnet-20260901",
            ListCost = new Money(costNanos),
            Cost = new Money(costNanos),
            ObjectId = "msg_01",
            ProviderCost = 0.011685m,
        };
    }

    public static RequestRecord Request(CallIdentity call, CallResult result = CallResult.Completed, int attempts = 1) => new(call)
    {
        EndedAt = Noon.AddSeconds(2),
        FirstByte = TimeSpan.FromMilliseconds(330),
        Status = 200,
        Result = result,
        Flags = LineFlags.Clamped,
        Provider = "anthropic",
        Deployment = "anthropic",
        Model = "claude-sonnet",
        Attempts = attempts,
    };

    /// <summary>One whole call: sent, settled, ended.</summary>
    public CallIdentity Append(string? session = null, long costNanos = 11_685_000)
    {
        var call = Call(session);
        var attempt = Attempt();
        Assert.Null(Journal.AppendSent(new SentRecord(call, attempt)));
        Assert.True(Journal.AppendSettled(Settled(call, attempt, costNanos), Request(call)));
        return call;
    }

    public CallIdentity AppendRefusal()
    {
        var call = Call();
        var refused = new RequestRecord(call)
        {
            EndedAt = Noon.AddSeconds(1),
            Status = 402,
            Result = CallResult.Refused,
            Refusal = new Refusal(RefusalCode.BudgetExceeded, "Budget 'me/day' is spent ($5.00).")
            {
                Step = "reserve", Rule = "me/day", Help = "It renews at midnight.", Limit = Money.FromDollars(5), Settled = Money.Parse("4.99"), Reserved = Money.Zero,
                Asked = Money.Parse("0.05"), ResetsAt = Noon.AddHours(12),
            },
        };
        Assert.True(Journal.AppendRequest(refused));
        return call;
    }

    public async Task CatchUpAsync() => Assert.True(await Writer.CatchUpAsync(TimeSpan.FromSeconds(10), CancellationToken.None));

    public async Task<long> CountAsync(string table) => (long)(await Database.ScalarAsync($"select count(*) from {table}"))!;

    public async Task<long> SumAsync(string expression) => (long)(await Database.ScalarAsync($"select coalesce(sum({expression}), 0) from ledger_line"))!;

    public LedgerAdjuster Adjuster(params LedgerSink[] sinks) =>
        new(Database.Source, sinks, new AuditLog(Database.Source, TimeProvider.System), TimeProvider.System);

    public static AuditEvent By(Guid organization) => new(organization, Guid.Empty, "operator", "call.adjust", "call", "-");

    public static LedgerSink Collect(List<SettledLine> into) => (DbTransaction _, IReadOnlyList<SettledLine> lines, CancellationToken _) =>
    {
        into.AddRange(lines);
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        Journal.Dispose();
        _abandoned.ForEach(journal => journal.Dispose());
        await Database.DisposeAsync();
    }
}
