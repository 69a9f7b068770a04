using Tollgate.Ledger.Queries;

namespace Tollgate.Tests.Ledger;

public sealed class CallStoreTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly CallFilter Everything = new() { OrganizationId = LedgerRig.Organization };

    public static TheoryData<CallFilterCase> Cases =>
    [
        new CallFilterCase("key by id", Everything with { Key = LedgerRig.Key.ToString() }, 7),
        new CallFilterCase("key by name", Everything with { Key = "me" }, 7),
        new CallFilterCase("unknown key", Everything with { Key = "you" }, 0),
        new CallFilterCase("team", Everything with { Team = "default" }, 7),
        new CallFilterCase("principal", Everything with { Principal = LedgerRig.Principal.ToString() }, 7),
        new CallFilterCase("agent", Everything with { Agent = "claude-code" }, 7),
        new CallFilterCase("session", Everything with { Session = "s-1" }, 2),
        new CallFilterCase("refusals", Everything with { IsRefused = true }, 2),
        new CallFilterCase("result", Everything with { Result = "refused" }, 2),
        new CallFilterCase("status", Everything with { Status = 402 }, 2),
        new CallFilterCase("provider", Everything with { Provider = "anthropic" }, 5),
        new CallFilterCase("model served", Everything with { Model = "claude-sonnet" }, 5),
        new CallFilterCase("model asked, none served", Everything with { Model = "sonnet" }, 2),
        new CallFilterCase("route", Everything with { Route = "/v1/messages" }, 7),
        new CallFilterCase("tag", Everything with { Tag = "project" }, 7),
        new CallFilterCase("tag and value", Everything with { Tag = "project:apollo" }, 7),
        new CallFilterCase("tag and other value", Everything with { Tag = "project:gemini" }, 0),
        new CallFilterCase("from", Everything with { From = LedgerRig.Noon.AddMilliseconds(6) }, 2),
        new CallFilterCase("to", Everything with { To = LedgerRig.Noon.AddMilliseconds(6) }, 5),
        new CallFilterCase("all organizations", Everything with { OrganizationId = null }, 7),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AFilterFindsItsCallsAndNoOthers(CallFilterCase test)
    {
        await using var rig = await FilledAsync();

        var page = await rig.Calls.ListAsync(test.Filter, null, 100, Ct);

        Assert.Equal(test.Found, page.Items.Count);
    }

    [Fact]
    public async Task PagesHoldEveryCallOnce_NewestFirst()
    {
        await using var rig = await FilledAsync();
        var (seen, cursor) = (new List<CallView>(), default(CallCursor?));
        do
        {
            var page = await rig.Calls.ListAsync(Everything, cursor, 3, Ct);
            seen.AddRange(page.Items);
            cursor = page.Next is { } next ? CallCursor.Parse(next) : null;
        }
        while (cursor is not null);

        Assert.Equal(7, seen.Select(call => call.RequestId).Distinct().Count());
        Assert.Equal(seen.OrderByDescending(call => call.StartedAt).Select(call => call.RequestId), seen.Select(call => call.RequestId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("00000000000000000000000000000000000000000000000z")]
    public void ACursorThatIsNotOurs_IsNone(string text) => Assert.Null(CallCursor.Parse(text));

    private static async Task<LedgerRig> FilledAsync()
    {
        var rig = await LedgerRig.CreateAsync();
        rig.Writer.Start();
        rig.Append("s-1");
        rig.Append("s-1");
        rig.Append("s-2");
        rig.AppendRefusal();
        rig.Append();
        rig.AppendRefusal();
        rig.Append();
        await rig.CatchUpAsync();
        return rig;
    }
}
