using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Analytics;
using Tollgate.Analytics.Figures;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;
using Tollgate.TestKit;

namespace Tollgate.Tests.Analytics;

/// <summary>A database whose ledger is written directly, and analytics over it.</summary>
internal sealed class AnalyticsRig : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly Journal _journal;
    private LedgerBatch? _batch;

    private AnalyticsRig(TestDatabase database)
    {
        Database = database;
        _journal = Journal.Open(new JournalOptions { Folder = Path.Combine(database.Folder, "journal") });
        Writer = new LedgerWriter(_journal, database.Source, [], new LiveFeed(Clock), Clock, NullLogger<LedgerWriter>.Instance);
        Follower = new RollupFollower(database.Source, Tap, Clock, NullLogger<RollupFollower>.Instance);
        Store = new UsageStore(database.Source, Follower);
        Query = new UsageQuery(Clock);
        Projector = new Projector(Store, Query, Clock);
        Overviews = new Overviews(Store, Query);
        Adjuster = new LedgerAdjuster(database.Source, [], new AuditLog(database.Source, Clock), Clock);
    }

    public HeldClock Clock { get; } = new(Now);

    public TestDatabase Database { get; }

    public RollupTap Tap { get; } = new();

    /// <summary>Whether the follower's tap sees what is written; where not, the follower has to read it.</summary>
    public bool IsTapped { get; set; } = true;

    public LedgerWriter Writer { get; }

    public RollupFollower Follower { get; }

    public UsageStore Store { get; }

    public UsageQuery Query { get; }

    public Projector Projector { get; }

    public Overviews Overviews { get; }

    public LedgerAdjuster Adjuster { get; }

    public IReadOnlyList<ApiRoute> Routes => new AnalyticsEndpoints(Store, Query, Overviews, Projector, Writer).Routes;

    public static async Task<AnalyticsRig> CreateAsync() => new(await TestDatabase.CreateAsync());

    /// <summary>Writes records in one transaction, as the ledger's writer does.</summary>
    public async Task WriteAsync(IReadOnlyList<JournalRecord> records)
    {
        _batch ??= await LedgerBatch.OpenAsync(Database.Source, CancellationToken.None);
        _ = await _batch.WriteAsync(records, [], CancellationToken.None);
        if (IsTapped)
        {
            Tap.Take(_batch.Rows);
        }
    }

    /// <summary>One call of an organization with one attempt.</summary>
    public Task CallAsync(Guid organization, DateTimeOffset at, long costNanos, string agent = "a", string model = "m", string? result = null)
    {
        var call = new CallIdentity
        {
            RequestId = Guid.CreateVersion7(at), OrganizationId = organization, Agent = agent, KeyId = organization, KeyName = "k", Route = "/v1/messages", ModelAsked = model, StartedAt = at,
        };
        var attempt = new AttemptIdentity { Number = 1, Provider = "p", Deployment = "p", Model = model, SentAt = at };
        var ended = result is null ? CallResult.Completed : CallResult.UpstreamError;
        var record = new JournalRecord(RecordKind.Finished, call)
        {
            Attempt = attempt,
            Settled = new SettledRecord(call, attempt) { EndedAt = at.AddSeconds(1), Status = 200, Result = ended, Cost = new Money(costNanos), ListCost = new Money(costNanos) },
            Request = new RequestRecord(call) { EndedAt = at.AddSeconds(1), Status = 200, Result = ended, Provider = "p", Deployment = "p", Model = model, Attempts = 1 },
        };
        return WriteAsync([record]);
    }

    /// <summary>Asks a route as a viewer of an organization.</summary>
    public static async Task<(int Status, string Body)> AskAsync(IReadOnlyList<ApiRoute> routes, string pattern, Guid organization, string query = "", ApiRight right = ApiRight.Viewer, string? body = null, Encoding? encoding = null)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString(query);
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? ""));
        http.Response.Body = new MemoryStream();
        await routes.Single(entry => entry.Pattern == pattern && (body is null) == (entry.Method == "GET")).Handler(http, new ApiCaller(Guid.Empty, "viewer", organization, right));
        await http.Response.BodyWriter.FlushAsync();
        return (http.Response.StatusCode, (encoding ?? Encoding.UTF8).GetString(((MemoryStream)http.Response.Body).ToArray()));
    }

    public async Task<long> NumberAsync(string sql) => Convert.ToInt64(await Database.ScalarAsync(sql), System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (_batch is not null)
        {
            await _batch.DisposeAsync();
        }

        await Writer.DisposeAsync();
        _journal.Dispose();
        Follower.Dispose();
        await Database.DisposeAsync();
    }
}
