using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.TestKit.Bills;

namespace Tollgate.TestKit.Provider;

/// <summary>
/// A model provider on loopback that speaks the dialects of OpenAI, Anthropic and Gemini, keeps its own bill,
/// remembers what it received and breaks in scripted ways. It shares no code with the product.
/// </summary>
public sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly ConcurrentDictionary<string, byte[]> _answers = new();
    private readonly X509Certificate2? _certificate;

    private FakeProvider(WebApplication app, FakeProviderOptions options, X509Certificate2? certificate)
    {
        _app = app;
        _certificate = certificate;
        Options = options;
        Default = options.Default;
    }

    /// <summary>How it is set up.</summary>
    public FakeProviderOptions Options { get; }

    /// <summary>How calls are answered when nothing else is said.</summary>
    public Behaviour Default { get; set; }

    /// <summary>How the next calls are answered, one each.</summary>
    public ConcurrentQueue<Behaviour> Script { get; } = new();

    /// <summary>Answers written by hand for the next requests, one each: what no well-behaved provider sends.</summary>
    public ConcurrentQueue<RequestDelegate> ByHand { get; } = new();

    /// <summary>Its books.</summary>
    public FakeBill Bill { get; } = new();

    /// <summary>The plain address, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The TLS address; "" when there is none.</summary>
    public string TlsAddress { get; private set; } = "";

    /// <summary>The certificate of the TLS address, for those who are to trust it; "" when there is none.</summary>
    public string CertificatePem => _certificate?.ExportCertificatePem() ?? "";

    /// <summary>What it received, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>The last request it received.</summary>
    public ReceivedRequest LastRequest => _requests.Last();

    /// <summary>The bytes of an answer, before any coding; null when it was not kept.</summary>
    public byte[]? AnswerOf(string id) => _answers.GetValueOrDefault(id);

    /// <summary>How many model calls are being answered now.</summary>
    public int Running => _running;

    private int _running;

    /// <summary>Starts one.</summary>
    public static async Task<FakeProvider> StartAsync(FakeProviderOptions? options = null)
    {
        options ??= new();
        var builder = WebApplication.CreateEmptyBuilder(new());
        var certificate = options.HasTls ? SelfSigned() : null;
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
            if (certificate is not null)
            {
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
            }
        });
        var app = builder.Build();
        var provider = new FakeProvider(app, options, certificate);
        var handler = new FakeHandler(provider);
        app.Run(handler.HandleAsync);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        provider.Address = addresses.First(address => address.StartsWith("http:", StringComparison.Ordinal));
        provider.TlsAddress = addresses.FirstOrDefault(address => address.StartsWith("https:", StringComparison.Ordinal)) ?? "";
        return provider;
    }

    /// <summary>Forgets requests, bill, script and default.</summary>
    public void Clear()
    {
        _requests.Clear();
        Script.Clear();
        ByHand.Clear();
        Bill.Clear();
        Default = Options.Default;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
        _certificate?.Dispose();
    }

    /// <summary>Keeps a request.</summary>
    internal void Keep(ReceivedRequest request)
    {
        if (Options.KeepRequests == 0)
        {
            return;
        }

        _requests.Enqueue(request);
        if (_requests.Count > Options.KeepRequests)
        {
            _requests.TryDequeue(out _);
        }
    }

    /// <summary>Keeps the bytes of an answer.</summary>
    internal void Keep(string id, ReadOnlyMemory<byte> answer)
    {
        if (Options.KeepsAnswers)
        {
            _answers[id] = answer.ToArray();
        }
    }

    /// <summary>Notes that a model call begins (1) or ends (-1).</summary>
    internal void Count(int step) => Interlocked.Add(ref _running, step);

    /// <summary>A certificate of its own for localhost and 127.0.0.1.</summary>
    public static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
