using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Money;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Security;

/// <summary>Provider keys are nowhere: not in data files, logs, errors or responses. Searched as bytes.</summary>
public sealed class SecretTests
{
    private const int Calls = 400;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Provider_keys_are_nowhere_after_a_run_full_of_trouble()
    {
        await using var provider = await FakeProvider.StartAsync(GatewaySetup.ProviderOptions);
        using var setup = new GatewaySetup(provider.Address);
        await using var gateway = await GatewayProcess.StartAsync(setup, Ct);
        using var admin = new AdminClient(setup.Address, setup.AdminKey);
        var key = await admin.CreateKeyAsync("secrets", "", Ct);
        using var runner = new TrafficRunner(setup.Address, key.Key);
        var traffic = new MixedTraffic(seed: 6);

        await runner.RunAsync(Enumerable.Range(0, Calls).Select(_ => traffic.Next()), 16, Ct);
        var answers = await ReadEverythingAsync(setup, key.Key);
        await gateway.StopAsync();

        Assert.NotEmpty(provider.Requests);
        foreach (var secret in GatewaySetup.ProviderKeys.Values.Append(key.Key).Append(setup.AdminKey))
        {
            Assert.Empty(SecretSearch.FilesWith(setup.Data, secret));
            Assert.DoesNotContain(secret, gateway.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(answers, answer => answer.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static async Task<List<string>> ReadEverythingAsync(GatewaySetup setup, string key)
    {
        using var http = new HttpClient();
        var answers = new List<string>();
        using var admin = new AdminClient(setup.Address, setup.AdminKey);
        var document = await admin.GetAsync("/api/openapi.json", Ct);
        var paths = document["paths"]!.AsObject().Where(path => path.Value!["get"] is not null && !path.Key.Contains('{', StringComparison.Ordinal) && !path.Key.Contains("live", StringComparison.Ordinal));
        foreach (var path in paths.Select(path => path.Key).Concat(["/metrics", "/health", "/v1/models", "/openai/v1/files", "/api/nothing"]))
        {
            foreach (var who in (string[])[setup.AdminKey, key])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, setup.Address + path);
                request.Headers.Add("authorization", "Bearer " + who);
                using var answer = await http.SendAsync(request, Ct);
                answers.Add(answer.ToString() + await answer.Content.ReadAsStringAsync(Ct));
            }
        }

        return answers;
    }
}
