using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Gateway;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Alerts;

/// <summary>
/// Every crossing is told in the end, by mail and by webhook, although the gateway is killed again and again, the mail server is dead and the
/// webhook answers 500 meanwhile: three seconds, and a minute in the long form.
/// </summary>
public sealed class AlertDeliveryTests
{
    private const int Keys = 6;
    private const int CallsPerKey = 12;
    private const string Chat = """{"model":"fake-chat","max_tokens":60,"messages":[{"role":"user","content":"[[tokens=50]] hello"}]}""";

    private static readonly int[] Thresholds = [50, 75, 90, 100];

    private static bool IsLong => Environment.GetEnvironmentVariable("TOLLGATE_LONG") is not null;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kills_a_dead_mail_server_and_a_webhook_in_trouble_cost_no_notice()
    {
        var random = new Random(20261121);
        await using var provider = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions with { KeepRequests = 0 });
        await using var hook = await HookReceiver.StartAsync();
        var port = FreePort();
        using var setup = new GatewaySetup(provider.Address) { MoreSettings = Settings(hook.Url, port) };
        var (certificate, key) = WriteCertificate(setup);
        var trouble = TimeProvider.System.GetTimestamp();
        var keys = await SpendAsync(setup, random);
        await using (await GatewayProcess.StartAsync(setup, Ct))
        {
            await Task.Delay(Left(trouble), Ct);
        }

        Assert.True(hook.Refused > 0, "The webhook was never asked while it was in trouble.");
        hook.IsWell = true;
        await using var mail = await MailProcess.StartAsync(port, certificate, key, Ct);
        var kills = 0;
        for (; kills < 3; kills++)
        {
            await using var killed = await GatewayProcess.StartAsync(setup, Ct);
            await Task.Delay(random.Next(200), Ct);
        }

        await using var gateway = await GatewayProcess.StartAsync(setup, Ct);
        var alerts = await AlertsAsync(setup);
        AssertEveryCrossingIsAnAlert(alerts, keys);
        await UntilAsync(() => Missing(alerts, hook, mail).Count == 0, () => $"{string.Join(", ", Missing(alerts, hook, mail))}\n{gateway.Output}");

        var byHook = hook.Taken.Select(notice => notice["notice_id"]!.GetValue<string>()).ToList();
        var byMail = mail.Mails.Select(taken => taken["notice_id"]!.GetValue<string>()).ToList();
        Assert.Equal(byHook.Distinct().Order(), byMail.Distinct().Order());
        Assert.All(hook.Taken.GroupBy(notice => notice["alert_id"]!.GetValue<string>()), copies => Assert.Single(copies.Select(notice => notice["notice_id"]!.GetValue<string>()).Distinct()));
        Assert.InRange(byHook.Count - byHook.Distinct().Count(), 0, kills);
        Assert.InRange(byMail.Count - byMail.Distinct().Count(), 0, kills);
        Assert.All(mail.Mails, taken => Assert.Equal(("tollgate@example.com", "ann@example.com bob@example.com", $"<{taken["notice_id"]}@example.com>"), (taken["from"]!.GetValue<string>(), string.Join(' ', taken["to"]!.AsArray()), taken["message_id"]!.GetValue<string>())));
    }

    /// <summary>Six keys spend their budgets, two at a time; the gateway is killed while it counts, raises and tries to tell.</summary>
    private static async Task<IReadOnlyList<GatewayKey>> SpendAsync(GatewaySetup setup, Random random)
    {
        var keys = new List<GatewayKey>();
        while (keys.Count < Keys)
        {
            await using var gateway = await GatewayProcess.StartAsync(setup, Ct);
            using var admin = new AdminClient(setup.Address, setup.AdminKey);
            for (var i = 0; i < 2; i++)
            {
                keys.Add(await admin.CreateKeyAsync(string.Create(CultureInfo.InvariantCulture, $"key-{keys.Count}"), "", Ct));
            }

            await Task.WhenAll(keys.TakeLast(2).Select(key => CallAsync(setup, key.Key)));
            await Task.Delay(random.Next(400), Ct);
            await gateway.KillAsync();
        }

        return keys;
    }

    private static async Task CallAsync(GatewaySetup setup, string key)
    {
        using var http = new HttpClient { BaseAddress = new Uri(setup.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        for (var i = 0; i < CallsPerKey; i++)
        {
            using var content = new StringContent(Chat);
            using var reply = await http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), content, Ct);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }
    }

    private static async Task<List<JsonNode>> AlertsAsync(GatewaySetup setup)
    {
        using var admin = new AdminClient(setup.Address, setup.AdminKey);
        List<JsonNode> alerts = [];
        var patience = TimeProvider.System.GetTimestamp();
        while (alerts.Count < Keys * Thresholds.Length && TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(100, Ct);
            alerts = await admin.ListAsync("/api/alerts", Ct);
        }

        return alerts;
    }

    private static void AssertEveryCrossingIsAnAlert(List<JsonNode> alerts, IReadOnlyList<GatewayKey> keys)
    {
        var titles = alerts.Select(alert => alert["title"]!.GetValue<string>()).ToList();
        Assert.Equal(titles.Distinct().Count(), titles.Count);
        foreach (var key in keys)
        {
            foreach (var threshold in Thresholds)
            {
                var end = threshold == 100 ? "is spent" : string.Create(CultureInfo.InvariantCulture, $"has reached {threshold} %");
                Assert.Single(titles, title => title.Contains(key.Id, StringComparison.Ordinal) && title.EndsWith(end, StringComparison.Ordinal));
            }
        }
    }

    private static List<string> Missing(List<JsonNode> alerts, HookReceiver hook, MailProcess mail)
    {
        var told = hook.Taken.GroupBy(notice => notice["alert_id"]!.GetValue<string>()).ToDictionary(copies => copies.Key, copies => copies.First()["notice_id"]!.GetValue<string>());
        var mailed = mail.Mails.Select(taken => taken["notice_id"]!.GetValue<string>()).ToHashSet();
        return [.. alerts.Select(alert => alert["id"]!.GetValue<string>()).Where(id => !told.TryGetValue(id, out var notice) || !mailed.Contains(notice))];
    }

    private static async Task UntilAsync(Func<bool> isSo, Func<string> otherwise)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(60), otherwise());
            await Task.Delay(50, Ct);
        }
    }

    private static TimeSpan Left(long since) => TimeSpan.FromSeconds(IsLong ? 60 : 3) - TimeProvider.System.GetElapsedTime(since) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private static string Settings(string hook, int port) => string.Create(CultureInfo.InvariantCulture, $$"""
        alerts:
          retry_after: 100ms
          longest_retry: 1s
          send_timeout: 1s
          smtp: { host: localhost, port: {{port}}, from: tollgate@example.com, username: {{MailProcess.User}}, password: {{MailProcess.Password}} }
          channels:
            hook: { kind: webhook, url: "{{hook}}", secret: 0123456789abcdef }
            mail: { kind: email, to: [ann@example.com, bob@example.com] }
        budgets: { rules: { each: { each: key, limit_usd: 0.003, hard: false } } }
        """);

    private static (string Certificate, string Key) WriteCertificate(GatewaySetup setup)
    {
        using var certificate = FakeProvider.SelfSigned();
        setup.Trust(certificate.ExportCertificatePem());
        var (pem, secret) = (Path.Combine(setup.Folder, "mail.crt"), Path.Combine(setup.Folder, "mail.key"));
        File.WriteAllText(pem, certificate.ExportCertificatePem());
        File.WriteAllText(secret, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return (pem, secret);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
