using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tollgate.TestKit.Bills;
using Tollgate.TestKit.Provider;

namespace Tollgate.EndToEnd.Gateway;

/// <summary>A folder with a settings file that points a gateway at a fake provider. The folder outlives the processes that serve it.</summary>
public sealed class GatewaySetup : IDisposable
{
    private const int KeyBytes = 24;

    /// <summary>Makes a folder with its settings.</summary>
    public GatewaySetup(string providerAddress, FakePriceList? prices = null)
    {
        ProviderAddress = providerAddress;
        Prices = prices ?? FakePriceList.Default;
        Folder = Directory.CreateTempSubdirectory("tollgate-").FullName;
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
    }

    /// <summary>The keys at the provider: one for each dialect, like nothing else in the world, so that they can be searched for.</summary>
    public static IReadOnlyDictionary<string, string> ProviderKeys { get; } = new Dictionary<string, string>
    {
        ["openai"] = "sk-proj-" + Secret(),
        ["anthropic"] = "sk-ant-" + Secret(),
        ["gemini"] = "AIza" + Secret(),
    };

    /// <summary>The keys of the second accounts, where a setup has two of each provider.</summary>
    public static IReadOnlyDictionary<string, string> SecondKeys { get; } = ProviderKeys.ToDictionary(pair => pair.Key, pair => pair.Value + "2");

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The folder of the database and the journal.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <summary>The settings file.</summary>
    public string Settings => Path.Combine(Folder, "tollgate.yaml");

    /// <summary>Where the gateway listens.</summary>
    public string Address { get; }

    /// <summary>Where it listens with TLS; "" where it does not.</summary>
    public string TlsAddress { get; private set; } = "";

    /// <summary>Where the fake provider listens.</summary>
    public string ProviderAddress { get; }

    /// <summary>The models and prices that the settings hold.</summary>
    public FakePriceList Prices { get; }

    /// <summary>The operator's key.</summary>
    public string AdminKey { get; } = "operator-" + Secret();

    /// <summary>Whether every provider has two accounts, named "one" and "two".</summary>
    public bool HasTwoAccounts { get; init; }

    /// <summary>Where the account "one" is, which then is tried first; null: where everything is.</summary>
    public string? FirstAccountAddress { get; init; }

    /// <summary>Lines put under each provider, for example timeouts, each starting with six spaces less.</summary>
    public string ProviderSettings { get; init; } = "";

    /// <summary>Words put before the program: what changes the world it runs in.</summary>
    public IReadOnlyList<string> Before { get; set; } = [];

    /// <summary>Variables of its environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Lines put at the end of the file.</summary>
    public string MoreSettings { get; init; } = "";

    /// <summary>The fake provider options that go with this setup: only its own keys are accepted.</summary>
    public static FakeProviderOptions ProviderOptions => new() { Keys = [.. ProviderKeys.Values, .. SecondKeys.Values] };

    /// <summary>Gives the gateway a certificate and a second address, where it speaks TLS.</summary>
    public void AddTls(X509Certificate2 certificate)
    {
        TlsAddress = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{FreePort()}");
        File.WriteAllText(Path.Combine(Folder, "gateway.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Folder, "gateway.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Has the gateway trust a provider's certificate, and no other one.</summary>
    public void Trust(string certificatePem)
    {
        var path = Path.Combine(Folder, "trusted.crt");
        File.WriteAllText(path, certificatePem);
        Environment["SSL_CERT_FILE"] = path;
    }

    /// <summary>Writes the settings file.</summary>
    public void Write()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"listen: [{string.Join(", ", new[] { Address, TlsAddress }.Where(address => address.Length > 0))}]");
        if (TlsAddress.Length > 0)
        {
            text.AppendLine("tls: { certificate: ./gateway.crt, key: ./gateway.key }");
        }

        text.AppendLine("data: ./data");
        text.AppendLine(CultureInfo.InvariantCulture, $"admin_key: {AdminKey}");
        text.AppendLine("providers:");
        foreach (var (name, key) in ProviderKeys)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name}:");
            var path = name == "openai" ? "/v1" : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"    base_url: {ProviderAddress}{path}");
            text.AppendLine(CultureInfo.InvariantCulture, $"    api_key: {key}");
            if (HasTwoAccounts)
            {
                text.AppendLine("    deployments:");
                text.AppendLine(CultureInfo.InvariantCulture, $"      - {{ name: one, base_url: \"{FirstAccountAddress ?? ProviderAddress}{path}\", api_key: {key}, weight: {(FirstAccountAddress is null ? 1 : 1_000_000)} }}");
                text.AppendLine(CultureInfo.InvariantCulture, $"      - {{ name: two, api_key: {SecondKeys[name]} }}");
            }

            foreach (var line in ProviderSettings.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    {line}");
            }
        }

        text.AppendLine("models:");
        foreach (var price in Prices.All.Where(price => !price.IsListed))
        {
            Model(text, price);
        }

        text.AppendLine(MoreSettings);
        File.WriteAllText(Settings, text.ToString());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var leaks = ProviderKeys.Values.Append(AdminKey).SelectMany(secret => SecretSearch.FilesWith(Data, secret)).ToArray();
        Directory.Delete(Folder, recursive: true);
        Assert.True(leaks.Length == 0, $"A key is in {string.Join(", ", leaks)}");
    }

    private static void Model(StringBuilder text, FakePrice price)
    {
        var provider = price.Model.Contains("claude", StringComparison.Ordinal) ? "anthropic"
            : price.Model.Contains("gemini", StringComparison.Ordinal) ? "gemini" : "openai";
        (string Unit, string? Rate)[] rates =
        [
            ("input", price.Input), ("output", price.Output), ("cache_read", price.CacheRead), ("cache_write_5m", price.CacheWrite),
            ("cache_write_1h", price.CacheWriteHour), ("input_audio", price.InputAudio), ("output_audio", price.OutputAudio),
        ];
        text.AppendLine(CultureInfo.InvariantCulture, $"  {price.Model}:");
        text.AppendLine(CultureInfo.InvariantCulture, $"    provider: {provider}");
        text.AppendLine(CultureInfo.InvariantCulture, $"    context_window: {price.ContextWindow}");
        text.AppendLine(CultureInfo.InvariantCulture, $"    max_output: {price.MaxOutput}");
        text.AppendLine(CultureInfo.InvariantCulture, $"    price_per_million: {{ {string.Join(", ", rates.Where(rate => rate.Rate is not null).Select(rate => $"{rate.Unit}: {rate.Rate}"))} }}");
        if (price.Search is not null)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    price_per_unit: {{ {(provider == "gemini" ? "grounding" : "web_search")}: {price.Search} }}");
        }

        if (price.Model == "fake-reasoner")
        {
            text.AppendLine("    limit_field: max_completion_tokens");
        }
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
