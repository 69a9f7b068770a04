using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Delivery;
using Tollgate.Alerts.Rules;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Tests.Alerts;

public sealed class AlertEndpointsTests
{
    private const string Hook = """{"name":"ops","kind":"webhook","url":"https://hooks.example.com/t/SECRETPATH"}""";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task AChannelsSecret_IsShownOnce_AndItsAddressNever()
    {
        await using var api = await Api.CreateAsync();

        var made = await api.SendAsync("POST", "/api/alerts/channels", Hook);
        var shown = await api.SendAsync("GET", "/api/alerts/channels/{id}", id: made.Text("id"));
        var listed = await api.SendAsync("GET", "/api/alerts/channels");
        var changed = await api.SendAsync("PATCH", "/api/alerts/channels/{id}", """{"severity":"critical","kinds":["budget_breach"]}""", made.Text("id"));

        Assert.Equal((201, "https://hooks.example.com/…"), (made.Status, made.Text("address")));
        Assert.StartsWith("tgs-", made.Text("secret"), StringComparison.Ordinal);
        Assert.Equal((200, "critical", "budget_breach"), (changed.Status, changed.Text("severity"), changed.Body.GetProperty("kinds")[0].GetString()));
        foreach (var answer in new[] { shown, listed, changed })
        {
            Assert.DoesNotContain("SECRETPATH", answer.Body.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(made.Text("secret"), answer.Body.GetRawText(), StringComparison.Ordinal);
        }

        var file = await File.ReadAllBytesAsync(Path.Combine(api.Bench.Database.Folder, "tollgate.db"), TestContext.Current.CancellationToken);
        Assert.Equal(-1, file.AsSpan().IndexOf("SECRETPATH"u8));
        Assert.Equal(-1, file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(made.Text("secret"))));
        var channel = (await api.Bench.Channels.GetAsync(api.Bench.Organization, Guid.Parse(made.Text("id")), None))!;
        Assert.Equal(("https://hooks.example.com/t/SECRETPATH", made.Text("secret")), (api.Bench.Channels.Open(channel)!.Value.Url, api.Bench.Channels.Open(channel)!.Value.Secret));
        Assert.Equal("(sealed)", api.Bench.Channels.Open(channel).ToString());
    }

    [Theory]
    [InlineData("""{"kind":"webhook","url":"https://a.example"}""", "name")]
    [InlineData("""{"name":"x","kind":"pigeon","url":"https://a.example"}""", "$.kind")]
    [InlineData("""{"name":"x","url":"ftp://a.example"}""", "url")]
    [InlineData("""{"name":"x","url":"https://user:pass@a.example"}""", "url")]
    [InlineData("""{"name":"x","url":"http://10.0.0.1/"}""", "url")]
    [InlineData("""{"name":"x"}""", "url")]
    [InlineData("""{"name":"x","url":"https://a.example","secret":"short"}""", "secret")]
    [InlineData("""{"name":"x","kind":"slack","url":"https://a.example","secret":"0123456789abcdef"}""", "secret")]
    [InlineData("""{"name":"x","url":"https://a.example","to":["ann@example.com"]}""", "to")]
    [InlineData("""{"name":"x","kind":"email","to":[]}""", "to")]
    [InlineData("""{"name":"x","kind":"email","to":["ann@example.com\r\nRCPT TO:<x@y.z>"]}""", "to")]
    [InlineData("""{"name":"x","kind":"email","to":["Ann <ann@example.com>"]}""", "to")]
    [InlineData("""{"name":"x","kind":"email","to":["ann@example.com"],"url":"https://a.example"}""", "url")]
    [InlineData("""{"name":"x","url":"https://a.example","colour":"red"}""", "$.colour")]
    public async Task AWrongChannel_Is400AndNamesTheField(string body, string field)
    {
        await using var api = await Api.CreateAsync();

        var refused = await api.SendAsync("POST", "/api/alerts/channels", body);

        Assert.Equal((400, field), (refused.Status, refused.Text("parameter")));
    }

    [Fact]
    public async Task Mail_NeedsAMailServer()
    {
        await using var api = await Api.CreateAsync(new AlertOptions());

        Assert.Equal("kind", (await api.SendAsync("POST", "/api/alerts/channels", """{"name":"x","kind":"email","to":["ann@example.com"]}""")).Text("parameter"));
    }

    [Fact]
    public async Task AChannelCanBecomeMail_AndItsAddressIsGivenAnew()
    {
        await using var api = await Api.CreateAsync();
        var id = (await api.SendAsync("POST", "/api/alerts/channels", Hook)).Text("id");

        var mail = await api.SendAsync("PATCH", "/api/alerts/channels/{id}", """{"kind":"email","to":["ann@example.com"]}""", id);
        var quiet = await api.SendAsync("PATCH", "/api/alerts/channels/{id}", """{"enabled":false}""", id);
        var back = await api.SendAsync("PATCH", "/api/alerts/channels/{id}", """{"kind":"slack"}""", id);

        Assert.Equal((200, "email", "ann@example.com"), (mail.Status, mail.Text("kind"), mail.Text("address")));
        Assert.Equal((200, "ann@example.com", false), (quiet.Status, quiet.Text("address"), quiet.Body.GetProperty("enabled").GetBoolean()));
        Assert.Equal((400, "url"), (back.Status, back.Text("parameter")));
    }

    [Fact]
    public async Task ANameIsThereOnce_AndFreeAgainAfterADeletion_WhichGivesUpWhatWaits()
    {
        await using var api = await Api.CreateAsync();
        var id = (await api.SendAsync("POST", "/api/alerts/channels", Hook)).Text("id");
        await api.Bench.Desk.RaiseAsync(api.Bench.Fact(), None);

        var twice = await api.SendAsync("POST", "/api/alerts/channels", Hook);
        var deleted = await api.SendAsync("DELETE", "/api/alerts/channels/{id}", id: id);
        var again = await api.SendAsync("POST", "/api/alerts/channels", Hook);

        Assert.Equal((409, 204, 201, 0L), (twice.Status, deleted.Status, again.Status, await api.Bench.Store.WaitingAsync(None)));
        Assert.Equal(3L, await api.Bench.Database.ScalarAsync("select count(*) from audit_event where subject_kind = 'alert_channel'"));
    }

    [Fact]
    public async Task AChannelOfTheFile_IsReadOnly_AndFollowsTheFile()
    {
        await using var api = await Api.CreateAsync();
        await api.SendAsync("POST", "/api/alerts/channels", Hook);
        var entry = new ChannelEntry { Name = "ops", Kind = ChannelKind.Slack, Url = "https://hooks.slack.com/services/x" };
        await api.Bench.Channels.ApplyFileAsync(api.Bench.Organization, [entry, entry with { Name = "two" }], None);
        var listed = (await api.SendAsync("GET", "/api/alerts/channels")).Items().OrderBy(item => item.GetProperty("name").GetString()).ToList();
        var id = listed[0].GetProperty("id").GetString()!;

        var changed = await api.SendAsync("PATCH", "/api/alerts/channels/{id}", """{"enabled":false}""", id);
        var deleted = await api.SendAsync("DELETE", "/api/alerts/channels/{id}", id: id);
        await api.Bench.Channels.ApplyFileAsync(api.Bench.Organization, [entry with { Name = "two", Severity = AlertSeverity.Critical }], None);
        var left = Assert.Single((await api.SendAsync("GET", "/api/alerts/channels")).Items());

        Assert.Equal([("ops", "slack", "file"), ("two", "slack", "file")], listed.Select(item => (item.GetProperty("name").GetString(), item.GetProperty("kind").GetString(), item.GetProperty("origin").GetString())));
        Assert.Equal((409, 409), (changed.Status, deleted.Status));
        Assert.Equal(("two", "critical"), (left.GetProperty("name").GetString(), left.GetProperty("severity").GetString()));
    }

    [Fact]
    public async Task ATest_SaysWhetherItArrived()
    {
        await using var api = await Api.CreateAsync();
        await using var receiver = await Receiver.AnsweringAsync(number => number == 1 ? 200 : 404);
        var id = (await api.Bench.ChannelAsync(receiver.Url)).Id.ToString();

        var well = await api.SendAsync("POST", "/api/alerts/channels/{id}/test", id: id);
        var ill = await api.SendAsync("POST", "/api/alerts/channels/{id}/test", id: id);

        Assert.Equal((true, false, "It answered 404."), (well.Body.GetProperty("is_delivered").GetBoolean(), ill.Body.GetProperty("is_delivered").GetBoolean(), ill.Text("error")));
        Assert.Equal(("test", well.Text("notice_id")), (Got(0).GetProperty("state").GetString(), Got(0).GetProperty("notice_id").GetString()));

        JsonElement Got(int index) => JsonDocument.Parse(receiver.All[index].Body).RootElement;
    }

    [Fact]
    public async Task ARule_HasSensibleDefaults_AndIsChanged()
    {
        await using var api = await Api.CreateAsync();

        var spike = await api.SendAsync("POST", "/api/alerts/rules", """{"kind":"cost_spike","each":"team"}""");
        var errors = await api.SendAsync("POST", "/api/alerts/rules", """{"kind":"error_rate","name":"errors","threshold":25,"over_minutes":10}""");
        var quiet = await api.SendAsync("POST", "/api/alerts/rules", """{"kind":"agent_inactive"}""");
        var changed = await api.SendAsync("PATCH", "/api/alerts/rules/{id}", """{"threshold":5.5,"least_usd":"2.50","cool_down_minutes":5}""", spike.Text("id"));
        var twice = await api.SendAsync("POST", "/api/alerts/rules", """{"kind":"error_rate","name":"errors"}""");

        Assert.Equal((201, "team", 3m, 60, 60), (spike.Status, spike.Text("each"), spike.Number("threshold"), spike.Number("over_minutes"), spike.Number("cool_down_minutes")));
        Assert.Equal((25m, 10m, 20m), (errors.Number("threshold"), errors.Number("over_minutes"), errors.Number("least_calls")));
        Assert.Equal(("agent", 1440m, false), (quiet.Text("each"), quiet.Number("over_minutes"), quiet.Body.TryGetProperty("threshold", out _)));
        Assert.Equal((5.5m, "2.50", 5m), (changed.Number("threshold"), changed.Text("least_usd"), changed.Number("cool_down_minutes")));
        Assert.Equal((409, 3), (twice.Status, (await api.SendAsync("GET", "/api/alerts/rules")).Items().Count));
        Assert.Equal(204, (await api.SendAsync("DELETE", "/api/alerts/rules/{id}", id: spike.Text("id"))).Status);
        Assert.Equal(404, (await api.SendAsync("GET", "/api/alerts/rules/{id}", id: spike.Text("id"))).Status);
        Assert.Equal(200, (await api.SendAsync("GET", "/api/alerts/rules/{id}", id: quiet.Text("id"))).Status);
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "kind")]
    [InlineData("""{"kind":"budget_breach"}""", "kind")]
    [InlineData("""{"kind":"cost_spike","threshold":1}""", "threshold")]
    [InlineData("""{"kind":"cost_spike","threshold":1001}""", "threshold")]
    [InlineData("""{"kind":"error_rate","threshold":0}""", "threshold")]
    [InlineData("""{"kind":"error_rate","threshold":100.5}""", "threshold")]
    [InlineData("""{"kind":"agent_inactive","threshold":3}""", "threshold")]
    [InlineData("""{"kind":"agent_inactive","each":"team"}""", "each")]
    [InlineData("""{"kind":"error_rate","over_minutes":0}""", "over_minutes")]
    [InlineData("""{"kind":"error_rate","over_minutes":10081}""", "over_minutes")]
    [InlineData("""{"kind":"error_rate","cool_down_minutes":-1}""", "cool_down_minutes")]
    [InlineData("""{"kind":"error_rate","least_calls":0}""", "least_calls")]
    [InlineData("""{"kind":"error_rate","name":""}""", "name")]
    public async Task AWrongRule_Is400AndNamesTheField(string body, string field)
    {
        await using var api = await Api.CreateAsync();

        var refused = await api.SendAsync("POST", "/api/alerts/rules", body);

        Assert.Equal((400, field), (refused.Status, refused.Text("parameter")));
    }

    [Fact]
    public async Task TheKindOfARule_Stays()
    {
        await using var api = await Api.CreateAsync();
        var id = (await api.SendAsync("POST", "/api/alerts/rules", """{"kind":"cost_spike"}""")).Text("id");

        Assert.Equal("kind", (await api.SendAsync("PATCH", "/api/alerts/rules/{id}", """{"kind":"error_rate"}""", id)).Text("parameter"));
    }

    [Fact]
    public async Task Alerts_ComeNewestFirst_InPages_AndThoseThatAreOverOnlyWhenAsked()
    {
        await using var api = await Api.CreateAsync();
        for (var i = 0; i < 3; i++)
        {
            await api.Bench.Desk.RaiseAsync(api.Bench.Fact($"{i}", i == 0 ? AlertKind.ErrorRate : AlertKind.BudgetBreach, subject: $"{i}"), None);
            api.Bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await api.Bench.Desk.RecoverAsync(new AlertRecovery { SourceId = api.Bench.Organization, Subject = "1", Title = "over", Text = "" }, None);

        var open = await api.SendAsync("GET", "/api/alerts");
        var first = await api.SendAsync("GET", "/api/alerts", query: "?state=all&limit=2");
        var second = await api.SendAsync("GET", "/api/alerts", query: $"?state=all&limit=2&cursor={first.Text("next")}");
        var breaches = await api.SendAsync("GET", "/api/alerts", query: "?state=all&kind=budget_breach");

        Assert.Equal(["2", "0"], Subjects(open));
        Assert.Equal(["2", "1"], Subjects(first));
        Assert.Equal(["0"], Subjects(second));
        Assert.Equal(["2", "1"], Subjects(breaches));
        Assert.Equal("recovered", first.Items()[^1].GetProperty("state").GetString());
        Assert.Equal("kind", (await api.SendAsync("GET", "/api/alerts", query: "?kind=nonsense")).Text("parameter"));
        Assert.Equal("state", (await api.SendAsync("GET", "/api/alerts", query: "?state=nonsense")).Text("parameter"));
        Assert.Equal("limit", (await api.SendAsync("GET", "/api/alerts", query: "?limit=0")).Text("parameter"));

        static IEnumerable<string?> Subjects(Answer answer) => answer.Items().Select(item => item.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task AnAlert_ShowsHowItsNoticesFared_AndIsTakenOnOnce()
    {
        await using var api = await Api.CreateAsync();
        await api.Bench.ChannelAsync(new Uri("http://127.0.0.1:9/"));
        await api.Bench.Desk.RaiseAsync(api.Bench.Fact(), None);
        await api.Bench.Outbox.DeliverDueAsync(None);
        var id = api.Bench.Told[0].AlertId!.Value.ToString();

        var shown = await api.SendAsync("GET", "/api/alerts/{id}", id: id);
        var taken = await api.SendAsync("POST", "/api/alerts/{id}/acknowledge", id: id);
        await api.SendAsync("POST", "/api/alerts/{id}/acknowledge", id: id);

        var delivery = shown.Body.GetProperty("deliveries")[0];
        Assert.Equal(("raised", "ops", "waiting", 1, "No connection (ConnectionRefused)."), (
            delivery.GetProperty("notice").GetString(), delivery.GetProperty("channel").GetString(), delivery.GetProperty("state").GetString(), delivery.GetProperty("attempts").GetInt32(), delivery.GetProperty("error").GetString()));
        Assert.Equal(("open", "acknowledged", "ann"), (shown.Text("state"), taken.Text("state"), taken.Text("acknowledged_by")));
        Assert.Equal(1L, await api.Bench.Database.ScalarAsync("select count(*) from audit_event where action = 'alert.acknowledge'"));
    }

    [Fact]
    public async Task WhatBelongsToAnotherOrganization_Is404OnEveryRoute()
    {
        await using var api = await Api.CreateAsync();
        var channel = (await api.SendAsync("POST", "/api/alerts/channels", Hook)).Text("id");
        var rule = (await api.SendAsync("POST", "/api/alerts/rules", """{"kind":"cost_spike"}""")).Text("id");
        await api.Bench.Desk.RaiseAsync(api.Bench.Fact(), None);
        var alert = api.Bench.Told[0].AlertId!.Value.ToString();

        foreach (var route in api.Routes.Where(route => route.Pattern.Contains("{id}", StringComparison.Ordinal)))
        {
            var id = route.Pattern.Contains("channels", StringComparison.Ordinal) ? channel : route.Pattern.Contains("rules", StringComparison.Ordinal) ? rule : alert;
            var answer = await api.SendAsync(route.Method, route.Pattern, "{}", id, organization: Ids.New(api.Bench.Clock));
            Assert.Equal((404, route.Pattern), (answer.Status, route.Pattern));
        }
    }

    private sealed class Api(TestDatabase database, AlertBench bench) : IAsyncDisposable
    {
        public AlertBench Bench => bench;

        public IReadOnlyList<ApiRoute> Routes =>
        [
            .. new AlertEndpoints(bench.Alerts).Routes,
            .. new RuleEndpoints(bench.Rules, bench.Options, bench.Clock).Routes,
            .. new ChannelEndpoints(bench.Channels, bench.Sender, bench.Guard, bench.Audit, bench.Options, bench.Clock).Routes,
        ];

        public static async Task<Api> CreateAsync(AlertOptions? options = null)
        {
            var clock = new HeldClock();
            var database = await TestDatabase.CreateAsync(clock);
            return new Api(database, AlertBench.On(database, clock, options ?? AlertBench.Open with { Smtp = new SmtpOptions { Host = "mail.example", From = "a@example.com" } }));
        }

        public async Task<Answer> SendAsync(string method, string pattern, string body = "", string? id = null, Guid? organization = null, string query = "")
        {
            var route = Routes.Single(route => route.Method == method && route.Pattern == pattern);
            var http = new DefaultHttpContext();
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
            http.Request.QueryString = new QueryString(query);
            http.Request.RouteValues["id"] = id;
            using var reply = new MemoryStream();
            http.Response.Body = reply;
            await route.Handler(http, bench.Admin with { OrganizationId = organization ?? bench.Organization });
            await http.Response.BodyWriter.FlushAsync(TestContext.Current.CancellationToken);
            return new Answer(http.Response.StatusCode, reply.Length > 0 ? JsonDocument.Parse(reply.ToArray()).RootElement : default);
        }

        public async ValueTask DisposeAsync()
        {
            bench.Dispose();
            await database.DisposeAsync();
        }
    }

    private sealed record Answer(int Status, JsonElement Body)
    {
        public string Text(string field) => Body.GetProperty(field).GetString()!;

        public decimal Number(string field) => Body.GetProperty(field).GetDecimal();

        public List<JsonElement> Items() => [.. Body.GetProperty("items").EnumerateArray()];
    }
}
