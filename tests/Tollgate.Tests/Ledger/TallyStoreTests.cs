using Tollgate.Core;
using Tollgate.Ledger.Queries;
using Tollgate.Ledger.Records;

namespace Tollgate.Tests.Ledger;

public sealed class TallyStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Calls_AreCountedByWord_AndOnlyTheProvidersFailuresAreFailures()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        Append(rig, CallResult.Completed, 200, 1_000);
        Append(rig, CallResult.UpstreamError, 400, 0);
        Append(rig, CallResult.UpstreamError, 429, 0);
        Append(rig, CallResult.UpstreamError, 503, 0);
        Append(rig, CallResult.TimedOut, 504, 500);
        Append(rig, CallResult.ClientAborted, 499, 20);
        rig.Journal.AppendRequest(LedgerRig.Request(rig.Call(), CallResult.CacheHit, attempts: 0));
        rig.Journal.AppendRequest(new RequestRecord(rig.Call()) { EndedAt = LedgerRig.Noon, Status = 429, Result = CallResult.Refused, Refusal = new Refusal(RefusalCode.RateLimited, "slow down") });
        await rig.Writer.CatchUpAsync(TimeSpan.FromSeconds(20), None);
        var store = new TallyStore(rig.Database.Source);

        foreach (var (by, word) in new[] { (TallyBy.Organization, ""), (TallyBy.Team, "default"), (TallyBy.Agent, "claude-code"), (TallyBy.Key, "me"), (TallyBy.Provider, "anthropic"), (TallyBy.Model, "claude-sonnet") })
        {
            var row = Assert.Single(await store.TallyAsync(LedgerRig.Organization, by, LedgerRig.Noon, LedgerRig.Noon.AddMinutes(1), None));
            Assert.Equal(new TallyRow(word, 6, 3, new Money(1_520)), row);
        }

        Assert.Equal(new TallyRow("", 0, 0, Money.Zero), Assert.Single(await store.TallyAsync(LedgerRig.OtherOrganization, TallyBy.Organization, LedgerRig.Noon, LedgerRig.Noon.AddMinutes(1), None)));
        Assert.Empty(await store.TallyAsync(LedgerRig.Organization, TallyBy.Key, LedgerRig.Noon.AddMinutes(1), LedgerRig.Noon.AddMinutes(2), None));
    }

    [Fact]
    public async Task LinesWithAssumedPrices_AreFoundFromAPlaceOn()
    {
        await using var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        Append(rig, CallResult.Completed, 200, 1_000);
        Append(rig, CallResult.Completed, 200, 2_000, LineFlags.AssumedPrice);
        Append(rig, CallResult.Completed, 200, 3_000, LineFlags.AssumedPrice | LineFlags.Clamped);
        await rig.Writer.CatchUpAsync(TimeSpan.FromSeconds(20), None);
        var store = new TallyStore(rig.Database.Source);

        var (last, rows) = await store.AssumedAsync(0, None);
        var later = await store.AssumedAsync(last, None);

        var row = Assert.Single(rows);
        Assert.Equal((3L, LedgerRig.Organization, "anthropic", "claude-sonnet", 2L, new Money(5_000)), (last, row.OrganizationId, row.Provider, row.Model, row.Lines, row.Cost));
        Assert.Equal((3L, 0), (later.Last, later.Rows.Count));
    }

    private static void Append(LedgerRig rig, CallResult result, int status, long cost, LineFlags flags = LineFlags.None)
    {
        var call = rig.Call();
        var attempt = LedgerRig.Attempt();
        Assert.Null(rig.Journal.AppendSent(new SentRecord(call, attempt)));
        Assert.True(rig.Journal.AppendSettled(LedgerRig.Settled(call, attempt, cost) with { Result = result, Status = status, Flags = flags }, LedgerRig.Request(call, result) with { Status = status }));
    }
}
