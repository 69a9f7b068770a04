using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Api;
using Tollgate.Hosting;
using Tollgate.TestKit.Bills;
using Tollgate.TestKit.Provider;

namespace Tollgate.Tests.ModelCalls;

/// <summary>A whole gateway in process, in front of a fake provider that keeps its own bill.</summary>
public sealed class LineFixture : IAsyncLifetime
{
    internal const string AdminKey = "operator-key-of-the-line-tests-0001";
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-line").FullName;
    private Tollgate.Hosting.Settings.SettingsFile? _settings;
    private GatewayHost? _gateway;
    private readonly string _more;
    private int _keys;

    public LineFixture()
        : this("")
    {
    }

    /// <summary>With more lines in its settings file.</summary>
    internal LineFixture(string more) => _more = more;

    /// <summary>With a provider that the client's own credentials pay.</summary>
    internal string ClientPays { private get; init; } = "";

    internal FakeProvider Provider { get; private set; } = null!;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    public async ValueTask InitializeAsync()
    {
        Provider = await FakeProvider.StartAsync(new FakeProviderOptions { KeepsAnswers = true });
        var path = Path.Combine(_folder, "tollgate.yaml");
        await File.WriteAllTextAsync(path, Settings());
        _settings = GatewaySettings.Open(path).File ?? throw new InvalidOperationException(string.Join('\n', GatewaySettings.Open(path).Report.Findings));
        _gateway = await GatewayHost.StartAsync(_settings, new GatewayHostOptions { LogToConsole = false, LogLevel = LogLevel.Warning }, CancellationToken.None);
        Http.BaseAddress = new Uri(_gateway.Addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _gateway!.DisposeAsync();
        await _settings!.DisposeAsync();
        await Provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Makes a key; `more` is put into the body, for example budgets.</summary>
    public async Task<string> KeyAsync(string more = "")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"key-{Interlocked.Increment(ref _keys)}");
        var made = await AdminAsync(HttpMethod.Post, "/api/keys", $"{{\"name\":\"{name}\"{(more.Length == 0 ? "" : "," + more)}}}");
        return made["key"]!.GetValue<string>();
    }

    /// <summary>What the operator reads at a path, whatever its status.</summary>
    public Task<string> AdminTextAsync(string path) => TextAsync(path, AdminKey);

    /// <summary>What a key reads at a path, whatever its status.</summary>
    public async Task<string> TextAsync(string path, string key)
    {
        using var reply = await SendAsync(HttpMethod.Get, path, null, key);
        return await reply.Content.ReadAsStringAsync();
    }

    public async Task<JsonNode> AdminAsync(HttpMethod method, string path, string? body = null)
    {
        using var reply = await SendAsync(method, path, body, AdminKey);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, text);
        return JsonNode.Parse(text.Length == 0 ? "{}" : text)!;
    }

    /// <summary>Every route of its API.</summary>
    internal IEnumerable<ApiRoute> Routes() => _gateway!.Services.GetRequiredService<ApiRouter>().Routes;

    public Task<HttpResponseMessage> PostAsync(string key, string path, string body) => SendAsync(HttpMethod.Post, path, body, key);

    public Task<HttpResponseMessage> ChatAsync(string key, string directives, string more = "", string model = "fake-chat") =>
        PostAsync(key, "/v1/chat/completions", $"{{\"model\":\"{model}\",\"messages\":[{{\"role\":\"user\",\"content\":\"[[{directives}]] hello\"}}]{(more.Length == 0 ? "" : "," + more)}}}");

    /// <summary>The provider's next answer is this, whatever is asked.</summary>
    public void AnswerNext(string body, string contentType = "application/json", int status = 200) => Provider.ByHand.Enqueue(http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        return http.Response.WriteAsync(body);
    });

    /// <summary>The call as the admin API shows it.</summary>
    public Task<JsonNode> CallAsync(HttpResponseMessage reply) => AdminAsync(HttpMethod.Get, $"/api/calls/{reply.Headers.GetValues("x-tollgate-request-id").First()}");

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private string Settings()
    {
        var text = new StringBuilder();
        text.AppendLine("listen: http://127.0.0.1:0").AppendLine("data: ./data").AppendLine(CultureInfo.InvariantCulture, $"admin_key: {AdminKey}").AppendLine("providers:");
        foreach (var name in (string[])["openai", "anthropic", "gemini"])
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name}:");
            text.AppendLine(CultureInfo.InvariantCulture, $"    base_url: {Provider.Address}{(name == "openai" ? "/v1" : "")}");
            text.AppendLine(name == ClientPays ? "    credentials: client" : "    api_key: provider-secret");
            text.AppendLine("    timeouts: { first_byte: 2s, between_bytes: 2s }");
        }

        text.AppendLine("models:");
        foreach (var price in FakePriceList.Default.All)
        {
            var provider = price.Model.Contains("claude", StringComparison.Ordinal) ? "anthropic" : price.Model.Contains("gemini", StringComparison.Ordinal) ? "gemini" : "openai";
            text.AppendLine(CultureInfo.InvariantCulture, $"  {price.Model}: {{ provider: {provider}, context_window: {price.ContextWindow}, max_output: {price.MaxOutput}, price_per_million: {{ input: {price.Input}, output: {price.Output}{Rate("cache_read", price.CacheRead)}{Rate("cache_write_5m", price.CacheWrite)}{Rate("cache_write_1h", price.CacheWriteHour)} }} }}");
        }

        return text.Append(_more).ToString();
    }

    private static string Rate(string unit, string? rate) => rate is null ? "" : $", {unit}: {rate}";
}
