using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Catalog;

/// <summary>kill -9 at random moments of an update of the price catalogue: afterwards it is the old one or the new one, as a whole.</summary>
public sealed class UpdateKillTests
{
    private const int Kills = 5;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_update_leaves_one_whole_catalogue()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var setup = new GatewaySetup("http://127.0.0.1:9")
        {
            MoreSettings = $"catalog: {{ public_key: {Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())} }}",
        };
        var random = new Random(11);
        var seen = 0;
        for (var i = 1; i <= Kills; i++)
        {
            await using (var gateway = await GatewayProcess.StartAsync(setup, Ct))
            {
                var update = SendAsync(setup, key, File(i));
                await Task.Delay(random.Next(1, 60), Ct);
                await gateway.KillAsync();
                _ = await update;
            }

            await using var again = await GatewayProcess.StartAsync(setup, Ct);
            using var admin = new AdminClient(setup.Address, setup.AdminKey);
            var version = (await admin.GetAsync("/api/catalog", Ct))["version"]!.GetValue<string>();
            var prices = (await admin.GetAsync("/api/models?provider=lab&limit=1000", Ct))["items"]!.AsArray();

            var stands = version.StartsWith("2999", StringComparison.Ordinal) ? int.Parse(version.Split('.')[1], null) : 0;
            Assert.InRange(stands, seen, i);
            Assert.Equal(stands == 0 ? 0 : Models, prices.Count);
            Assert.All(prices, model => Assert.Equal(stands.ToString(System.Globalization.CultureInfo.InvariantCulture), model!["prices"]!["per_million"]!["input"]!.GetValue<string>()));
            seen = stands;
            await again.StopAsync();
        }

        await using var last = await GatewayProcess.StartAsync(setup, Ct);
        Assert.True(await SendAsync(setup, key, File(Kills + 1)));
    }

    private const int Models = 800;

    /// <summary>A provider whose every price is the number of the file.</summary>
    private static byte[] File(int number)
    {
        var text = new StringBuilder($"{{\"tollgate_catalog\":1,\"version\":\"2999-01-01.{number}\"}}\n").Append("""{"provider":"lab","source":"https://lab.example","source_date":"2026-08-01"}""").Append('\n');
        for (var i = 0; i < Models; i++)
        {
            text.Append("{\"model\":\"m").Append(i).Append("\",\"prices\":[{\"from\":\"2026-08-01\",\"per_million\":{\"input\":\"").Append(number).Append("\",\"output\":\"1\"}}]}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task<bool> SendAsync(GatewaySetup setup, ECDsa key, byte[] file)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, setup.Address + "/api/catalog") { Content = new ByteArrayContent(file) };
        request.Headers.Add("Authorization", $"Bearer {setup.AdminKey}");
        request.Headers.Add("x-tollgate-signature", Convert.ToBase64String(key.SignData(file, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        try
        {
            using var reply = await http.SendAsync(request, Ct);
            return JsonNode.Parse(await reply.Content.ReadAsStringAsync(Ct))!["installed"]?.GetValue<bool>() == true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
