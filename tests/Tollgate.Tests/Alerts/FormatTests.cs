using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Delivery;
using Tollgate.Alerts.Notices;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Tests.Alerts;

public sealed class FormatTests
{
    private const string Nasty = "team <!channel> & @everyone \"x\"";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task AWebhook_GetsTheNoticeAsJson_SignedOverTimestampAndBody()
    {
        var got = await SendAsync(ChannelKind.Webhook);

        var timestamp = got.Headers["x-tollgate-timestamp"];
        using var hash = new HMACSHA256("0123456789abcdef"u8.ToArray());
        var expected = "v1=" + Convert.ToHexStringLower(hash.ComputeHash([.. Encoding.ASCII.GetBytes(timestamp + "."), .. got.Body]));
        var json = JsonDocument.Parse(got.Body).RootElement;
        Assert.Equal(expected, got.Headers["x-tollgate-signature"]);
        Assert.Equal(new HeldClock().GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), timestamp);
        Assert.Equal(json.GetProperty("notice_id").GetString(), got.Headers["x-tollgate-notice-id"]);
        Assert.Equal(("budget_breach", "raised", "critical"), (json.GetProperty("type").GetString(), json.GetProperty("state").GetString(), json.GetProperty("severity").GetString()));
        Assert.Equal((Nasty, "5.25", "5.00", 105m, 100), (Budget("name").GetString(), Budget("spend_usd").GetString(), Budget("limit_usd").GetString(), Budget("percent").GetDecimal(), Budget("threshold").GetInt32()));
        Assert.Equal("application/json", got.Headers["content-type"]);

        JsonElement Budget(string field) => json.GetProperty("budget").GetProperty(field);
    }

    [Fact]
    public async Task Slack_GetsBlocks_InWhichNamesMentionNobody()
    {
        var got = await SendAsync(ChannelKind.Slack);

        var json = JsonDocument.Parse(got.Body).RootElement;
        var text = Encoding.UTF8.GetString(got.Body);
        Assert.Equal(["header", "section", "context"], json.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("type").GetString()));
        Assert.Contains("team &lt;!channel&gt; &amp; @everyone", json.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("*Spent*\n$5.25 of $5.00 (105 %)", json.GetProperty("blocks")[1].GetProperty("fields")[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("x-tollgate-signature", got.Headers.Keys);
        Assert.DoesNotContain("<!channel>", json.GetProperty("blocks")[1].GetProperty("text").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("notice ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discord_GetsAnEmbed_ThatMayMentionNobody()
    {
        var got = await SendAsync(ChannelKind.Discord);

        var json = JsonDocument.Parse(got.Body).RootElement;
        var embed = json.GetProperty("embeds")[0];
        Assert.Equal(0, json.GetProperty("allowed_mentions").GetProperty("parse").GetArrayLength());
        Assert.Equal((0xE74C3C, "🔴 Budget 'x' is spent"), (embed.GetProperty("color").GetInt32(), embed.GetProperty("title").GetString()));
        Assert.Equal(["Budget", "Spent", "Renews"], embed.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString()));
        Assert.StartsWith("critical · notice ", embed.GetProperty("footer").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NoticeState.Raised, AlertSeverity.Critical, "🔴", 0xE74C3C)]
    [InlineData(NoticeState.Reminder, AlertSeverity.Warning, "🟠", 0xF1C40F)]
    [InlineData(NoticeState.Raised, AlertSeverity.Info, "🔵", 0x3498DB)]
    [InlineData(NoticeState.Recovered, AlertSeverity.Critical, "✅", 0x2ECC71)]
    [InlineData(NoticeState.Test, AlertSeverity.Info, "🔔", 0x3498DB)]
    public void StateAndSeverity_AreSeenAtAGlance(NoticeState state, AlertSeverity severity, string mark, int color)
    {
        var notice = Notice(new HeldClock()) with { State = state, Severity = severity, Title = new string('x', 400) };

        var embed = JsonDocument.Parse(DiscordFormat.Write(notice)).RootElement.GetProperty("embeds")[0];
        var head = JsonDocument.Parse(SlackFormat.Write(notice)).RootElement.GetProperty("blocks")[0].GetProperty("text").GetProperty("text").GetString()!;

        Assert.Equal(color, embed.GetProperty("color").GetInt32());
        Assert.StartsWith(mark, embed.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal((256, 150, '…'), (embed.GetProperty("title").GetString()!.Length, head.Length, head[^1]));
    }

    [Fact]
    public async Task ARedirectIsNotFollowed_AndNothingOfTheAnswerIsTold()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        await using var target = await Receiver.StartAsync();
        await using var receiver = await Receiver.StartAsync(async (http, _) =>
        {
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = target.Url.ToString();
            await http.Response.Body.WriteAsync("root:x:0:0"u8.ToArray());
        });
        var channel = await bench.ChannelAsync(receiver.Url);

        var result = await bench.Sender.SendAsync(channel, Json(Notice(clock)), None);

        Assert.Equal(("It answered 302; redirects are not followed.", 0), (result.Error, target.All.Count));
    }

    [Fact]
    public async Task AChannelThatDoesNotAnswer_IsLeftAfterTheTimeout()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock, AlertBench.Open with { SendTimeout = TimeSpan.FromSeconds(1) });
        await using var receiver = await Receiver.StartAsync((http, _) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        var channel = await bench.ChannelAsync(receiver.Url);

        var result = await bench.Sender.SendAsync(channel, Json(Notice(clock)), None);

        Assert.Equal("It did not answer within 1 s.", result.Error);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/", "No connection (ConnectionRefused).")]
    [InlineData("http://no-such-name.invalid/", "Its name is not known.")]
    public async Task AFault_IsASentence(string url, string sentence)
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        var channel = await bench.ChannelAsync(new Uri(url));

        Assert.Equal(sentence, (await bench.Sender.SendAsync(channel, Json(Notice(clock)), None)).Error);
    }

    [Fact]
    public async Task AnAddressSealedWithAnotherKey_SaysSo()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        var channel = await bench.ChannelAsync(new Uri("http://127.0.0.1:9/"));

        var result = await bench.Sender.SendAsync(channel with { Id = Ids.New(clock) }, Json(Notice(clock)), None);

        Assert.StartsWith("Its address cannot be opened", result.Error, StringComparison.Ordinal);
    }

    internal static AlertNotice Notice(HeldClock clock) => new()
    {
        NoticeId = Ids.New(clock),
        AlertId = Ids.New(clock),
        OrganizationId = Ids.New(clock),
        Type = AlertKind.BudgetBreach,
        State = NoticeState.Raised,
        Severity = AlertSeverity.Critical,
        Title = "Budget 'x' is spent",
        Text = $"{Nasty} has spent $5.25.",
        At = clock.GetUtcNow(),
        Budget = new BudgetCrossing
        {
            BudgetId = Ids.New(clock), Name = Nasty, WindowId = Ids.New(clock), Threshold = 100, Level = "emergency", Percent = 105m, SpendUsd = Money.Parse("5.25"), LimitUsd = Money.Parse("5.00"),
            ResetsAt = clock.GetUtcNow().AddDays(1),
        },
    };

    internal static string Json(AlertNotice notice) => JsonSerializer.Serialize(notice, AlertJson.Default.AlertNotice);

    private static async Task<Receiver.Got> SendAsync(ChannelKind kind)
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        await using var receiver = await Receiver.StartAsync();
        var channel = await bench.ChannelAsync(receiver.Url, kind);
        var notice = Notice(clock);

        var result = await bench.Sender.SendAsync(channel, Json(kind == ChannelKind.Slack ? notice with { Title = Nasty } : notice), None);

        Assert.Null(result.Error);
        return Assert.Single(receiver.All);
    }
}
