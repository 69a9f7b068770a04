using System.Text;
using Microsoft.AspNetCore.Http;
using Tollgate.Callers;
using Tollgate.Callers.Attributions;
using Tollgate.TestKit;

namespace Tollgate.Tests.Callers;

public sealed class AttributionReaderTests
{
    private const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static readonly Guid Bot = Guid.Parse("01900000-0000-7000-8000-00000000000a");

    [Fact]
    public void ACallThatSaysNothing_BelongsToItsKeyAlone()
    {
        var attribution = Read(Some.Caller());

        Assert.Equal(new Attribution(null, null, null, null, null, null, attribution.Tags), attribution);
        Assert.Empty(attribution.Tags);
    }

    [Fact]
    public void AnAgentsKey_IsAttributedToTheAgent()
    {
        var caller = Some.Caller() with { Kind = PrincipalKind.Agent, PrincipalName = "bot", Agents = new Dictionary<string, Guid> { ["bot"] = Bot } };

        var attribution = Read(caller);

        Assert.Equal("bot", attribution.Agent);
        Assert.Equal(Bot, attribution.AgentId);
    }

    [Fact]
    public void TheClientsAgent_IsLookedUpByName()
    {
        var caller = Some.Caller() with { Agents = new Dictionary<string, Guid> { ["my bot"] = Bot } };

        Assert.Equal(("my bot", Bot), Pair(Read(caller, ("x-tollgate-agent", "my bot"))));
        Assert.Equal(("stranger", null), Pair(Read(caller, ("x-tollgate-agent", "stranger"))));
        Assert.Equal(("from-baggage", null), Pair(Read(caller, ("baggage", "a=b, gen_ai.agent.name = from-baggage;p=1"))));
    }

    [Fact]
    public void APinnedAgent_WinsOverTheClient()
    {
        var caller = Some.Caller() with { PinnedAgent = "pinned", Agents = new Dictionary<string, Guid> { ["pinned"] = Bot } };

        Assert.Equal(("pinned", Bot), Pair(Read(caller, ("x-tollgate-agent", "other"), ("baggage", "gen_ai.agent.name=third"))));
    }

    [Theory]
    [InlineData("x-tollgate-session")]
    [InlineData("X-Claude-Code-Session-Id")]
    [InlineData("session-id")]
    [InlineData("x-session-id")]
    [InlineData("thread-id")]
    public void ASession_ComesFromEachHeaderThatClientsSend(string header) =>
        Assert.Equal("abc-1", Read(Some.Caller(), (header, "abc-1")).Session);

    [Fact]
    public void TheGatewaysOwnSessionHeader_Wins() =>
        Assert.Equal("own", Read(Some.Caller(), ("session-id", "theirs"), ("x-tollgate-session", "own")).Session);

    [Theory]
    [InlineData("{\"device_id\":\"d\",\"account_uuid\":\"a\",\"session_id\":\"s-1\"}")]
    [InlineData("{\\\"device_id\\\":\\\"d\\\",\\\"account_uuid\\\":\\\"a\\\",\\\"session_id\\\":\\\"s-1\\\"}")]
    [InlineData("user_0f0f_account_a_session_s-1")]
    public void ClaudeCodesUserId_GivesUserAndSession(string text)
    {
        Assert.Equal(new MetadataUserId("a", "s-1"), MetadataUserId.Read(text));
        Assert.Equal("s-1", Read(Some.Caller(), new BodyAttribution(null, text, null)).Session);
    }

    [Theory]
    [InlineData("anna", "anna", null)]
    [InlineData("{broken", "{broken", null)]
    [InlineData("{\"device_id\":\"d\",\"account_uuid\":\"\"}", "d", null)]
    [InlineData("[1]", "[1]", null)]
    [InlineData("{\"session_id\":7}", null, null)]
    [InlineData("{\\\"x", "{\\\"x", null)]
    [InlineData("user_x_account__session_", "user_x_account_", null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void OtherUserIds_AreTakenAsTheyAre(string? text, string? user, string? session) =>
        Assert.Equal(new MetadataUserId(user, session), MetadataUserId.Read(text));

    [Fact]
    public void AVeryLongUserId_IsIgnored() => Assert.Equal(default, MetadataUserId.Read(new string('x', 5000)));

    [Fact]
    public void EndUsers_AreKeptAsKeyedHashesThatDifferBetweenOrganizations()
    {
        var one = Read(Some.Caller(), new BodyAttribution("anna@example.com", null, null)).User;
        var again = Read(Some.Caller(), new BodyAttribution("anna@example.com", null, null)).User;
        var elsewhere = Read(Some.Caller() with { OrganizationId = Bot }, new BodyAttribution("anna@example.com", null, null)).User;

        Assert.Matches("^u-[0-9a-f]{32}$", one);
        Assert.Equal(one, again);
        Assert.NotEqual(one, elsewhere);
    }

    [Fact]
    public void EndUsers_AreKeptAsTheyAre_WhenTheOwnerSaysSo()
    {
        var reader = new AttributionReader(new LiveSessions(new CallerOptions(), new HeldClock()), new UserIdHash([1], storesPlain: true));

        Assert.Equal("anna@example.com", reader.Read(new HeaderDictionary(), Some.Caller(), new BodyAttribution("anna@example.com", null, null)).User);
    }

    [Fact]
    public void Tags_AreReadAndPinnedOnesWin()
    {
        var caller = Some.Caller() with { PinnedTags = new Dictionary<string, string> { ["team"] = "red" } };

        var attribution = Read(caller, ("x-tollgate-tags", "team=blue, env=prod ,flag,,bad value=x"));

        Assert.Equal([new("team", "red"), new("env", "prod"), new("flag", "")], attribution.Tags);
        Assert.Equal(2, attribution.DroppedTags);
    }

    [Fact]
    public void Tags_AreAtMostSixteenOfAtMost128Bytes()
    {
        var many = string.Join(',', Enumerable.Range(0, 20).Select(i => $"k{i}=v"));

        var attribution = Read(Some.Caller(), ("x-tollgate-tags", many));
        var longest = Read(Some.Caller(), ("x-tollgate-tags", $"k={new string('v', 127)},l={new string('v', 128)}"));

        Assert.Equal(16, attribution.Tags.Count);
        Assert.Equal(4, attribution.DroppedTags);
        Assert.Equal(["k"], longest.Tags.Select(tag => tag.Key));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("ümlaut")]
    [InlineData("semi;colon")]
    public void AnOddSession_IsNotLostButHashed(string session)
    {
        var attribution = Read(Some.Caller(), ("x-tollgate-session", session));

        Assert.Matches("^sha256:[0-9a-f]{32}$", attribution.Session);
        Assert.Equal(attribution.Session, Read(Some.Caller(), ("x-tollgate-session", session)).Session);
    }

    [Fact]
    public void AnEndlessSession_IsNotLostButHashed() =>
        Assert.StartsWith("sha256:", Read(Some.Caller(), ("x-tollgate-session", new string('s', 129))).Session, StringComparison.Ordinal);

    [Fact]
    public void SessionsAboveTheBound_ShareOneName_UntilOldOnesEnd()
    {
        var clock = new HeldClock();
        var sessions = new LiveSessions(new CallerOptions { MaxSessionsPerKey = 2 }, clock);

        Assert.Equal("a", sessions.Admit(Bot, "a"));
        Assert.Equal("b", sessions.Admit(Bot, "b"));
        Assert.Equal(LiveSessions.Overflow, sessions.Admit(Bot, "c"));
        Assert.Equal("a", sessions.Admit(Bot, "a"));
        Assert.Equal("c", sessions.Admit(Guid.Empty, "c"));
        clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("c", sessions.Admit(Bot, "c"));
    }

    [Theory]
    [InlineData(Trace, Trace)]
    [InlineData(Trace + "-future", Trace)]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01", null)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", null)]
    [InlineData("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null)]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", null)]
    [InlineData("00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null)]
    [InlineData(Trace + "x", null)]
    [InlineData("nonsense", null)]
    public void TraceParent_IsTakenWhenItIsOne(string header, string? expected) =>
        Assert.Equal(expected, Read(Some.Caller(), ("traceparent", header)).TraceParent);

    [Fact]
    public void EachPrefixOfATraceParent_IsNone()
    {
        for (var length = 0; length < Trace.Length; length++)
        {
            Assert.Null(TraceParent.Valid(Trace[..length]));
        }
    }

    [Fact]
    public void Baggage_IsUnescapedAndTheOthersAreIgnored()
    {
        var attribution = Read(Some.Caller(), ("baggage", "user.id=anna%40example.com,session.id=%73-1"));

        Assert.Equal("s-1", attribution.Session);
        Assert.NotNull(attribution.User);
        Assert.Null(Baggage.Find("=x,y,,=", "z"));
        Assert.Null(Baggage.Find("k=" + new string('v', 9000), "k"));
    }

    [Theory]
    [InlineData("x-request-id")]
    [InlineData("x-client-request-id")]
    public void TheClientsRequestId_IsKept(string header) => Assert.Equal("req-1", Read(Some.Caller(), (header, "req-1")).ClientRequestId);

    [Fact]
    public void HostileHeaders_RaiseNothing()
    {
        var random = new Random(11);
        string[] names = ["x-tollgate-tags", "baggage", "traceparent", "x-tollgate-agent", "x-tollgate-session"];
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = new byte[random.Next(0, 60)];
            random.NextBytes(bytes);
            var value = Encoding.Latin1.GetString(bytes);

            var attribution = Read(Some.Caller(), (names[random.Next(names.Length)], value), ("x-tollgate-tags", value + "=,;%%," + value));

            Assert.True(attribution.Tags.Count <= Tags.Most);
        }
    }

    private static (string? Agent, Guid? Id) Pair(Attribution attribution) => (attribution.Agent, attribution.AgentId);

    private static Attribution Read(Caller caller, params (string Name, string Value)[] headers) => Read(caller, default, headers);

    private static Attribution Read(Caller caller, BodyAttribution body, params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            dictionary.Append(name, value);
        }

        return new AttributionReader(new LiveSessions(new CallerOptions(), new HeldClock()), new UserIdHash([1, 2, 3], storesPlain: false)).Read(dictionary, caller, body);
    }
}
