using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Audit;
using Tollgate.Callers.SignIn;
using Tollgate.TestKit;

namespace Tollgate.Tests.Callers;

public sealed class SignInLogTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly SignInNote Ann = new(SignInLog.Accepted, Guid.Empty, Guid.Parse("01900000-0000-7000-8000-000000000005"), "ann", "203.0.113.7");
    private static readonly SignInNote Stranger = new(SignInLog.Failed, Guid.Empty, Guid.Empty, "", "203.0.113.8");

    private readonly HeldClock _clock = new();
    private TestDatabase _database = null!;
    private SignInLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_clock);
        _log = new SignInLog(new AuditLog(_database.Source, _clock), _clock, NullLogger<SignInLog>.Instance);
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task WhoCameIn_HasARowAnHour_AndWhoDidNotARowAMinuteWithHowOften()
    {
        for (var minute = 0; minute < 61; minute++)
        {
            _log.Note(Ann);
            _log.Note(Ann);
            if (minute < 2)
            {
                _log.Note(Stranger);
                _log.Note(Stranger);
                _log.Note(Stranger);
            }

            await _log.WriteAsync(Ct);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        var rows = await RowsAsync();
        Assert.Equal(
            [("signin.accepted", "ann", """{"times":1}"""), ("signin.failed", "", """{"times":3}"""), ("signin.failed", "", """{"times":3}"""), ("signin.accepted", "ann", """{"times":1}""")],
            rows.Select(row => (row.Event.Action, row.Event.ActorName, row.Event.Detail)));
        Assert.Equal("203.0.113.8", rows[1].Event.SubjectId);
    }

    [Fact]
    public async Task AFlood_SharesARow()
    {
        for (var i = 0; i < 1_500; i++)
        {
            _log.Note(Stranger with { Address = $"198.51.100.{i}" });
        }

        await _log.WriteAsync(Ct);

        var rows = await RowsAsync();
        Assert.Equal(1_001, rows.Count);
        Assert.Equal("""{"times":500}""", rows.Single(row => row.Event.SubjectId == "others").Event.Detail);
    }

    [Fact]
    public async Task WhatTheDatabaseDoesNotTake_Waits()
    {
        await _database.ScalarAsync("alter table audit_head rename to away");
        _log.Note(Stranger);
        await _log.WriteAsync(Ct);
        await _database.ScalarAsync("alter table away rename to audit_head");

        await _log.WriteAsync(Ct);

        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task WhatWaitsAtTheEnd_IsWritten()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = _log.RunAsync(stop.Token);
        _log.Note(Stranger);

        await stop.CancelAsync();
        await running;

        Assert.Single(await RowsAsync());
    }

    private async Task<IReadOnlyList<AuditRow>> RowsAsync() => await new AuditReader(_database.Source).ListAfterAsync(new AuditFilter { Kind = "signin" }, 0, 5_000, Ct);
}
