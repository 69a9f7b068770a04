using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Budgets;

/// <summary>The wiring of budgets.</summary>
internal static class BudgetServices
{
    private const int WaitingAlerts = 4096;

    /// <summary>Adds budgets; needs a database and a clock.</summary>
    public static IServiceCollection AddBudgets(this IServiceCollection services, BudgetOptions options, Guid nodeId)
    {
        var alerts = Channel.CreateBounded<BudgetAlert>(new BoundedChannelOptions(WaitingAlerts) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
        services.AddSingleton(options);
        services.AddSingleton(alerts.Reader);
        services.AddSingleton(provider => new BudgetNode(nodeId, Ids.New(provider.GetRequiredService<TimeProvider>())));
        services.AddSingleton(provider => new BudgetBook(options));
        services.AddSingleton(provider => new BudgetTill(provider.GetRequiredService<TimeProvider>(), options, alerts.Writer));
        services.AddSingleton(provider => new BudgetStore(
            provider.GetRequiredService<Database>().Source, provider.GetRequiredService<BudgetBook>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new WindowStore(
            provider.GetRequiredService<Database>().Source, provider.GetRequiredService<BudgetNode>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new WindowOpener(
            provider.GetRequiredService<WindowStore>(), provider.GetRequiredService<BudgetBook>(), provider.GetRequiredService<BudgetTill>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new BudgetKeeper(
            provider.GetRequiredService<BudgetBook>(), provider.GetRequiredService<WindowOpener>(), provider.GetRequiredService<BudgetTill>()));
        return services;
    }
}
