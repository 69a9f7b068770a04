using System.Data.Common;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Callers;

/// <summary>The keys and teams that rules may hang on: those of the organization itself.</summary>
internal sealed class CallerTargets(DbDataSource source, TimeProvider time)
{
    private const string CountKey = "select count(*) from api_key where organization_id = @organization and id = @id";
    private const string CountTeam = "select count(*) from team where organization_id = @organization and id = @id";
    private const string CountTemplate = "select count(*) from key_template where organization_id = @organization and id = @id and deleted_at is null";

    private const string CountEnded =
        """
        select (select count(*) from api_key where id = @id and (revoked_at is not null or expires_at <= @now))
             + (select count(*) from key_template where id = @id and deleted_at is not null)
        """;


    /// <summary>The refusal when the organization has no key of this id; another organization's is the same as none.</summary>
    public Task<Refusal?> CheckKeyAsync(Guid organizationId, string? id, CancellationToken ct) => CheckAsync(CountKey, "key", organizationId, id, ct);

    /// <summary>The same for a team.</summary>
    public Task<Refusal?> CheckTeamAsync(Guid organizationId, string? id, CancellationToken ct) => CheckAsync(CountTeam, "team", organizationId, id, ct);

    /// <summary>The same for a key template.</summary>
    public Task<Refusal?> CheckTemplateAsync(Guid organizationId, string? id, CancellationToken ct) => CheckAsync(CountTemplate, "template", organizationId, id, ct);

    /// <summary>Those of some ids whose keys are revoked or expired, or whose templates are deleted; what is no id of either is none of them.</summary>
    public async Task<IReadOnlySet<string>> EndedKeysAsync(IEnumerable<string> ids, CancellationToken ct)
    {
        var ended = new HashSet<string>(StringComparer.Ordinal);
        await using var connection = await source.OpenConnectionAsync(ct);
        foreach (var text in ids)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = CountEnded;
            command.Add("@now", time.GetUtcNow());
            if (Guid.TryParse(text, out var id) && Convert.ToInt64(await command.Add("@id", id).ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture) > 0)
            {
                ended.Add(text);
            }
        }

        return ended;
    }

    private async Task<Refusal?> CheckAsync(string sql, string what, Guid organizationId, string? text, CancellationToken ct)
    {
        if (!Guid.TryParse(text, out var id))
        {
            // Rules say themselves what a target looks like.
            return null;
        }

        await using var command = source.CreateCommand(sql);
        command.Add("@organization", organizationId).Add("@id", id);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture) > 0
            ? null
            : new Refusal(RefusalCode.NotFound, $"There is no {what} of this id.") { Parameter = "target" };
    }
}
