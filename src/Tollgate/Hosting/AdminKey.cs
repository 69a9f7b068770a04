using System.Security.Cryptography;
using Tollgate.Audit;
using Tollgate.Callers;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.SignIn;
using Tollgate.Storage;

namespace Tollgate.Hosting;

/// <summary>The admin key of a data folder that no gateway runs on.</summary>
internal static class AdminKey
{
    /// <summary>Makes a new one and puts it beside the database.</summary>
    /// <exception cref="StorageException">The folder is in use or cannot be opened.</exception>
    public static async Task<string> ResetAsync(string folder, TimeProvider time, RandomNumberGenerator random, CancellationToken ct)
    {
        await using var database = await Database.OpenSqliteAsync(folder, time, ct);
        var audit = new AuditLog(database.Source, time);
        var changes = new CallerChanges();
        var organizations = new OrganizationStore(database.Source, new TeamStore(database.Source, audit, changes, time), audit, changes, time);
        await organizations.EnsureDefaultAsync(ct);
        return await new OperatorKey(database.Source, organizations, audit, changes, time, random, folder).ResetAsync(ct);
    }
}
