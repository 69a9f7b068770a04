using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tollgate.Audit;
using Tollgate.Callers.Attributions;
using Tollgate.Callers.Keys;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.SignIn;
using Tollgate.Callers.Templates;
using Tollgate.Storage;

namespace Tollgate.Callers;

/// <summary>Wires signing in, attribution and the administration of keys and people.</summary>
internal static class CallerServices
{
    /// <summary>
    /// Needs <see cref="Database"/>, <see cref="DbDataSource"/>, <see cref="TimeProvider"/>, <see cref="CallerOptions"/>,
    /// <see cref="RandomNumberGenerator"/>, the audit log, and a <see cref="KeyAttachment"/> for each thing that can hang on a new key.
    /// </summary>
    public static IServiceCollection AddCallers(this IServiceCollection services) => services
        .AddSingleton<CallerChanges>()
        .AddSignIn()
        .AddStores()
        .AddSingleton(from => new LiveSessions(Get<CallerOptions>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => UserIdHash.Open(Get<Database>(from).Folder, Get<CallerOptions>(from), Get<RandomNumberGenerator>(from)))
        .AddSingleton(from => new AttributionReader(Get<LiveSessions>(from), Get<UserIdHash>(from)))
        .AddSingleton(from => new KeyEndpoints(Get<KeyMaker>(from), Get<KeyStore>(from), Get<KeyReader>(from), Get<TeamStore>(from), Get<TimeProvider>(from)))
        .AddTemplates()
        .AddSingleton(from => new CallerTargets(Get<DbDataSource>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new TeamEndpoints(Get<TeamStore>(from)))
        .AddSingleton(from => new OrganizationEndpoints(Get<OrganizationStore>(from)));

    /// <summary>Users and agents have the same endpoints under two names.</summary>
    public static IReadOnlyList<PrincipalEndpoints> PrincipalEndpoints(IServiceProvider from) =>
    [
        new(Get<PrincipalStore>(from), Get<TeamStore>(from), PrincipalKind.User),
        new(Get<PrincipalStore>(from), Get<TeamStore>(from), PrincipalKind.Agent),
    ];

    private static IServiceCollection AddSignIn(this IServiceCollection services) => services
        .AddSingleton(from => new CallerLookup(Get<DbDataSource>(from)))
        .AddSingleton(from => new SignInGuard(Get<CallerOptions>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new ClientAddress(Get<CallerOptions>(from)))
        .AddSingleton(from => new CallerDirectory(
            Get<CallerLookup>(from), Get<CallerChanges>(from), Get<SignInGuard>(from), Get<ClientAddress>(from), Get<CallerOptions>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new ApiCallerReader(Get<CallerDirectory>(from), Get<OrganizationStore>(from), Get<ClientAddress>(from), from.GetService<SignInLog>()))
        .AddSingleton<IHostedService>(from => new LastUsedSaver(Get<CallerDirectory>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new OperatorKey(
            Get<DbDataSource>(from), Get<OrganizationStore>(from), Get<AuditLog>(from), Get<CallerChanges>(from), Get<TimeProvider>(from),
            Get<RandomNumberGenerator>(from), Get<Database>(from).Folder));

    private static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddSingleton(from => new TeamStore(Get<DbDataSource>(from), Get<AuditLog>(from), Get<CallerChanges>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new OrganizationStore(Get<DbDataSource>(from), Get<TeamStore>(from), Get<AuditLog>(from), Get<CallerChanges>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new PrincipalStore(Get<DbDataSource>(from), Get<AuditLog>(from), Get<CallerChanges>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new KeyReader(Get<DbDataSource>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new KeyStore(
            Get<DbDataSource>(from), Get<KeyReader>(from), Get<PrincipalStore>(from), Get<AuditLog>(from), Get<CallerChanges>(from),
            Get<TimeProvider>(from), Get<RandomNumberGenerator>(from)))
        .AddSingleton(from => new KeyMaker(Get<KeyStore>(from), [.. from.GetServices<KeyAttachment>()]));

    private static IServiceCollection AddTemplates(this IServiceCollection services) => services
        .AddSingleton(from => new TemplateStore(Get<DbDataSource>(from), Get<AuditLog>(from), Get<CallerChanges>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new TemplateMaker(Get<TemplateStore>(from), [.. from.GetServices<TemplateAttachment>()]))
        .AddSingleton(from => new TemplateEndpoints(Get<TemplateStore>(from), Get<TemplateMaker>(from), Get<TeamStore>(from)))
        .AddSingleton(from => new KeyMint(
            Get<DbDataSource>(from), Get<TemplateStore>(from), Get<KeyStore>(from), Get<KeyReader>(from), Get<KeyMaker>(from), Get<CallerChanges>(from),
            Get<AuditLog>(from), Get<TimeProvider>(from)))
        .AddSingleton(from => new MintEndpoints(Get<KeyMint>(from), Get<TimeProvider>(from)));

    private static T Get<T>(IServiceProvider from)
        where T : notnull => from.GetRequiredService<T>();
}
