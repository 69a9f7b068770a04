using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tollgate.Hosting.Settings;
using Tollgate.Ledger;
using Tollgate.Pricing;
using Tollgate.Storage;
using Tollgate.Upstreams;
using Tollgate.Upstreams.Catalogue;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Hosting;

/// <summary>The running gateway: opens the data, replays the journal, listens, and on the way down loses nothing.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    /// <summary>How long calls under way may take to end when the gateway stops.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    private const string Stopping = "The gateway is stopping.";

    private readonly WebApplication _app;
    private readonly Database _database;
    private readonly GatewayStart _start;

    /// <summary>The price catalogue is read while the gateway listens already: a call that comes first waits for it.</summary>
    private readonly Task _catalogue;

    private GatewayHost(WebApplication app, Database database, GatewayStart start, Task catalogue)
    {
        _catalogue = catalogue;
        _app = app;
        _database = database;
        _start = start;
    }

    /// <summary>The version of this build.</summary>
    public static string Version { get; } =
        typeof(GatewayHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Where it listens, with the port that was really taken.</summary>
    public IReadOnlyCollection<string> Addresses => [.. _app.Urls];

    /// <summary>What the start found and made: printed by the command line.</summary>
    public GatewayStart Started => _start;

    /// <summary>Providers that calls can go to, and those whose key was looked for in vain ("openai (OPENAI_API_KEY)").</summary>
    public (IReadOnlyList<string> Found, IReadOnlyList<string> Missing) Providers()
    {
        var snapshot = Services.GetRequiredService<UpstreamBook>().Snapshot;
        var found = snapshot.Providers.Where(provider => provider.IsEnabled).ToList();
        var kinds = found.Select(provider => provider.Kind).ToHashSet(StringComparer.Ordinal);
        var missing = Services.GetRequiredService<ProviderCatalogue>().Providers.Where(provider => !kinds.Contains(provider.Id) && provider.KeyVariables.Count > 0);
        return ([.. found.Select(provider => provider.KeySource is { } source ? $"{provider.Name} ({source})" : provider.Name)], [.. missing.Select(provider => provider.KeyVariables[0])]);
    }

    /// <summary>The parts, for tests.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a gateway.</summary>
    /// <exception cref="StorageException">The data folder cannot be used; the message says why.</exception>
    /// <exception cref="GatewayFault">It cannot start: an address is taken, a key cannot be used; the message says what would help.</exception>
    /// <exception cref="IOException">The address was taken in the meantime.</exception>
    public static async Task<GatewayHost> StartAsync(SettingsFile settings, GatewayHostOptions options, CancellationToken ct)
    {
        var current = settings.Current;
        Listening.Probe(current);
        var database = await Database.OpenSqliteAsync(current.Data, options.Time, ct);
        WebApplication? app = null;
        try
        {
            app = Build(settings, database, options);
            var start = await app.Services.GetRequiredService<GatewayOpening>().RunAsync(current, ct);
            await app.StartAsync(ct);
            app.Services.GetRequiredService<GatewayState>().Ready();
            return new GatewayHost(app, database, start, Task.Run(() => app.Services.GetRequiredService<PriceCatalog>().Current, CancellationToken.None));
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the process is told to stop.</summary>
    public Task WaitAsync(CancellationToken ct) => _app.WaitForShutdownAsync(ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _app.Services.GetRequiredService<GatewayState>().NotReady(Stopping);
        using (var patience = new CancellationTokenSource(Drain))
        {
            await _app.StopAsync(patience.Token);
        }

        await _catalogue;
        await _app.Services.GetRequiredService<GatewayClosing>().RunAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static WebApplication Build(SettingsFile settings, Database database, GatewayHostOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Tollgate" });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).SetMinimumLevel(options.LogLevel);
        if (options.LogToConsole)
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
                console.UseUtcTimestamp = true;
            });
        }

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton<DbDataSource>(database.Source);
        builder.Services.AddSingleton(options.Time);
        builder.Services.AddSingleton(RandomNumberGenerator.Create());
        builder.Services.AddGateway(settings.Current, options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        builder.WebHost.UseKestrelCore();
        // Answers go on where the bytes came in, on a thread of the pool: one hand-over less each way.
        builder.Services.Configure<SocketTransportOptions>(static sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel => Listening.Configure(kestrel, settings.Current));
        var app = builder.Build();
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<LiveFeed>().Close);
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<DrainRoom>().Close);
        // Registered last and so run first: whoever asks whether calls are taken hears no before anything closes.
        app.Lifetime.ApplicationStopping.Register(static state => ((GatewayState)state!).NotReady(Stopping), app.Services.GetRequiredService<GatewayState>());
        var pipeline = app.Services.GetRequiredService<GatewayPipeline>();
        ((IApplicationBuilder)app).Run(pipeline.HandleAsync);
        return app;
    }
}
