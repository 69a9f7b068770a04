namespace Tollgate.Cli.Commands;

/// <summary>Every command, in alphabetical order.</summary>
internal static class All
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<ICliCommand> Commands { get; } =
    [
        new AdminKeyCommand(),
        PlainResourceCommand.Agents,
        new AlertsCommand(),
        new ApiCommand(),
        new AuditCommand(),
        new BudgetsCommand(),
        new CallsCommand(),
        new ConfigCommand(),
        new ConnectCommand(),
        new CostsCommand(),
        new DemoCommand(),
        new DeploymentsCommand(),
        new DiscountsCommand(),
        new ExecCommand(),
        new GuardsCommand(),
        new HealthCommand(),
        new ImportCommand(),
        new JournalCommand(),
        new KeysCommand(),
        new LimitsCommand(),
        new LoginCommand(),
        new MeCommand(),
        new ModelsCommand(),
        PlainResourceCommand.Organizations,
        new ProvidersCommand(),
        new SecurityCommand(),
        new ServeCommand(),
        new TeamsCommand(),
        PlainResourceCommand.Users,
    ];
}
