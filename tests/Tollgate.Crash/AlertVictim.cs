using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Delivery;
using Tollgate.Alerts.Rules;
using Tollgate.Audit;
using Tollgate.Storage;
using Tollgate.Telemetry;

namespace Tollgate.Crash;

/// <summary>The alert engine with its outbox, made to be killed: raises alerts, says which it acknowledged, and delivers them all the while.</summary>
internal sealed class AlertVictim : IAsyncDisposable
{
    public static readonly Guid Organization = Guid.Parse("01900000-0000-7000-8000-0000000000bb");

    private readonly Database _database;
    private readonly ServiceProvider _services;

    private AlertVictim(Database database)
    {
        _database = database;
        var options = new AlertOptions { RetryAfter = TimeSpan.FromMilliseconds(100), LongestRetry = TimeSpan.FromSeconds(1), SendTimeout = TimeSpan.FromSeconds(1) };
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(database)
            .AddSingleton(database.Source)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(RandomNumberGenerator.Create())
            .AddSingleton(new SecretBox((_, text) => Encoding.UTF8.GetBytes(text), (_, bytes) => Encoding.UTF8.GetString(bytes)))
            .AddSingleton(new AlertSources(
                (_, _, _, _, _) => Task.FromResult<IReadOnlyList<CallTally>>([]),
                (_, _, _) => Task.FromResult<IReadOnlyList<AgentSeen>>([]),
                (after, _) => Task.FromResult<(long, IReadOnlyList<AssumedPrice>)>((after, []))))
            .AddTelemetry()
            .AddAudit()
            .AddAlerts(options)
            .BuildServiceProvider();
    }

    public static async Task<AlertVictim> OpenAsync(string folder, string url)
    {
        var victim = new AlertVictim(await Database.OpenSqliteAsync(folder, TimeProvider.System, CancellationToken.None));
        await victim.Get<ChannelStore>().ApplyFileAsync(Organization, [new ChannelEntry { Name = "hook", Kind = ChannelKind.Webhook, Url = url, Secret = "0123456789abcdef" }], CancellationToken.None);
        return victim;
    }

    /// <summary>Raises so many alerts, some of them twice, and ends when the outbox is empty.</summary>
    public async Task RunAsync(int alerts, string seed)
    {
        using var stop = new CancellationTokenSource();
        var outbox = Get<Outbox>().RunAsync(stop.Token);
        for (var i = 0; i < alerts; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{seed}-{i}");
            await Get<AlertDesk>().RaiseAsync(Fact(key), CancellationToken.None);
            Console.Out.WriteLine($"raised {key} .");
            Console.Out.Flush();
            await Get<AlertDesk>().RaiseAsync(Fact(key), CancellationToken.None);
        }

        while (await Get<OutboxStore>().WaitingAsync(CancellationToken.None) > 0)
        {
            await Task.Delay(20);
        }

        await stop.CancelAsync();
        try
        {
            await outbox;
        }
        catch (OperationCanceledException)
        {
            // How the loop ends.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static AlertFact Fact(string key) => new()
    {
        OrganizationId = Organization,
        Kind = AlertKind.BudgetWarning,
        Severity = AlertSeverity.Warning,
        OnceKey = key,
        SourceId = Organization,
        Title = key,
        Text = "It has happened.",
        At = TimeProvider.System.GetUtcNow(),
    };

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
