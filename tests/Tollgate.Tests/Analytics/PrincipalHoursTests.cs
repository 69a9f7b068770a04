using Tollgate.Analytics.Usage;
using Tollgate.Core;
using Tollgate.Ledger.Records;

namespace Tollgate.Tests.Analytics;

public sealed class PrincipalHoursTests
{
    [Fact]
    public async Task The_hours_of_one_principal_are_read_by_model()
    {
        await using var rig = await AnalyticsRig.CreateAsync();
        var (organization, mine, other) = (Guid.CreateVersion7(AnalyticsRig.Now), Guid.CreateVersion7(AnalyticsRig.Now), Guid.CreateVersion7(AnalyticsRig.Now));
        await rig.WriteAsync([
            Call(organization, mine, AnalyticsRig.Now.AddHours(-3), "a", 5), Call(organization, mine, AnalyticsRig.Now.AddHours(-3).AddMinutes(7), "a", 6),
            Call(organization, mine, AnalyticsRig.Now.AddHours(-1), "b", 7), Call(organization, other, AnalyticsRig.Now.AddHours(-1), "a", 8), Call(organization, mine, AnalyticsRig.Now.AddDays(-40), "a", 9),
        ]);
        await rig.Follower.CatchUpAsync(TestContext.Current.CancellationToken);

        var hours = await new PrincipalHours(rig.Database.Source).ReadAsync(organization, mine, AnalyticsRig.Now.AddDays(-28), TestContext.Current.CancellationToken);

        Assert.Equal([(AnalyticsRig.Now.AddHours(-3), "a", 2L, new Money(11)), (AnalyticsRig.Now.AddHours(-1), "b", 1L, new Money(7))], hours.Select(hour => (hour.Hour, hour.Model!, hour.Calls, hour.Cost)));
    }

    private static JournalRecord Call(Guid organization, Guid principal, DateTimeOffset at, string model, long nanos)
    {
        var call = new CallIdentity
        {
            RequestId = Guid.CreateVersion7(at), OrganizationId = organization, PrincipalId = principal, KeyId = organization, KeyName = "k", Route = "/v1/messages", ModelAsked = model, StartedAt = at,
        };
        var attempt = new AttemptIdentity { Number = 1, Provider = "p", Deployment = "p", Model = model, SentAt = at };
        return new JournalRecord(RecordKind.Finished, call)
        {
            Attempt = attempt,
            Settled = new SettledRecord(call, attempt) { EndedAt = at.AddSeconds(1), Status = 200, Result = CallResult.Completed, Cost = new Money(nanos), ListCost = new Money(nanos) },
            Request = new RequestRecord(call) { EndedAt = at.AddSeconds(1), Status = 200, Result = CallResult.Completed, Provider = "p", Deployment = "p", Model = model, Attempts = 1 },
        };
    }
}
