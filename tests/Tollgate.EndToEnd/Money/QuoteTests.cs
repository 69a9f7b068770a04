using System.Net.Http.Json;
using Tollgate.EndToEnd.Gateway;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Money;

/// <summary>Quotes over the API of the real binary.</summary>
public sealed class QuoteTests
{
    private const string Ask = """{"agent":"coder","session":"s-1","body":{"model":"fake-chat","messages":[{"role":"user","content":"[[tokens=40]] Say something."}]}}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quote_knows_after_a_restart_what_was_learned_before()
    {
        await using var provider = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions);
        using var setup = new GatewaySetup(provider.Address);
        string before;
        string key;
        await using (var gateway = await GatewayProcess.StartAsync(setup, Ct))
        {
            using var admin = new AdminClient(setup.Address, setup.AdminKey);
            key = (await admin.CreateKeyAsync("coder", "", Ct)).Key;
            await CallAsync(setup.Address, key, times: 8);
            before = await QuoteAsync(setup.Address, key);
            await gateway.StopAsync();
        }

        await using var again = await GatewayProcess.StartAsync(setup, Ct);
        var after = await QuoteAsync(setup.Address, key);

        Assert.Contains("as the 8 calls before went", before, StringComparison.Ordinal);
        Assert.Contains("\"expected_output_tokens\":40", before, StringComparison.Ordinal);
        Assert.Equal(before, after);
    }

    private static async Task CallAsync(string address, string key, int times)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Add("x-api-key", key);
        http.DefaultRequestHeaders.Add("x-tollgate-agent", "coder");
        http.DefaultRequestHeaders.Add("x-tollgate-session", "s-1");
        for (var call = 0; call < times; call++)
        {
            var body = new { model = "fake-chat", messages = new[] { new { role = "user", content = "[[tokens=40]] Say something." } } };
            using var answer = await http.PostAsJsonAsync("/v1/chat/completions", body, Ct);
            _ = answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>What a gateway recalls, it recalls in the first moments of its life.</summary>
    private static async Task<string> QuoteAsync(string address, string key)
    {
        using var own = new AdminClient(address, key);
        for (var i = 0; ; i++)
        {
            var quote = (await own.SendAsync(HttpMethod.Post, "/api/costs/estimate", Ask, Ct))!.ToJsonString();
            if (i == 100 || quote.Contains("calls before", StringComparison.Ordinal))
            {
                return quote;
            }

            await Task.Delay(20, Ct);
        }
    }
}
