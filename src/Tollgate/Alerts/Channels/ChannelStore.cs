using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Alerts.Channels;

/// <summary>Channels in the database.</summary>
internal sealed class ChannelStore(DbDataSource source, SecretBox box, AuditLog audit, RandomNumberGenerator random, TimeProvider time)
{
    /// <summary>The columns that <see cref="Read"/> reads.</summary>
    internal const string Columns = "c.id, c.organization_id, c.name, c.kind, c.address, c.sealed, c.severity, c.kinds, c.is_enabled, c.origin, c.created_at, c.updated_at";

    private const int SecretBytes = 32;

    private const string Insert =
        """
        insert into alert_channel (id, organization_id, name, kind, address, sealed, severity, kinds, is_enabled, origin, created_at, updated_at)
        values (@id, @organization, @name, @kind, @address, @sealed, @severity, @kinds, @enabled, @origin, @created, @updated)
        on conflict do nothing
        """;

    private const string Change =
        """
        update alert_channel set name = @name, kind = @kind, address = @address, sealed = @sealed, severity = @severity, kinds = @kinds,
          is_enabled = @enabled, origin = @origin, updated_at = @updated
        where id = @id and organization_id = @organization and deleted_at is null
          and not exists (select 1 from alert_channel o where o.organization_id = @organization and o.name = @name and o.deleted_at is null and o.id <> @id)
        """;

    private const string Remove = "update alert_channel set deleted_at = @now, sealed = null where id = @id and organization_id = @organization and deleted_at is null";

    private const string DropWaiting =
        "update alert_delivery set state = 'failed', ended_at = @now, last_error = 'The channel was deleted.' where channel_id = @id and state = 'waiting'";

    private const string SelectPage =
        $"select {Columns} from alert_channel c where c.organization_id = @organization and c.deleted_at is null and c.id > @after order by c.id limit @count";

    private const string SelectOne = $"select {Columns} from alert_channel c where c.id = @id and c.organization_id = @organization and c.deleted_at is null";
    private const string SelectFile = $"select {Columns} from alert_channel c where c.organization_id = @organization and c.deleted_at is null order by c.id";

    /// <summary>Makes a channel; the second value is its signing secret when one was made now: it is shown this once.</summary>
    public async Task<Outcome<(AlertChannel Channel, string? NewSecret)>> CreateAsync(ApiCaller by, ChannelEntry entry, CancellationToken ct)
    {
        var (channel, newSecret) = Make(by.OrganizationId, entry, ChannelOrigin.Database);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await RunAsync(connection, Insert, channel, ct) == 0)
        {
            return Taken(channel.Name);
        }

        await AuditAsync(connection, by, "alert_channel.create", channel, ct);
        await transaction.CommitAsync(ct);
        return (channel, newSecret);
    }

    /// <summary>Writes a changed channel.</summary>
    public async Task<Outcome<AlertChannel>> UpdateAsync(ApiCaller by, AlertChannel changed, CancellationToken ct)
    {
        var channel = changed with { UpdatedAt = time.GetUtcNow() };
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await RunAsync(connection, Change, channel, ct) == 0)
        {
            return Taken(channel.Name);
        }

        await AuditAsync(connection, by, "alert_channel.update", channel, ct);
        await transaction.CommitAsync(ct);
        return channel;
    }

    /// <summary>Deletes a channel; what waits for it is given up, and its secrets are gone.</summary>
    public async Task DeleteAsync(ApiCaller by, AlertChannel channel, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RemoveAsync(connection, channel, ct);
        await AuditAsync(connection, by, "alert_channel.delete", channel, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>One channel of an organization.</summary>
    public async Task<AlertChannel?> GetAsync(Guid organizationId, Guid id, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectOne);
        command.Add("@id", id).Add("@organization", organizationId);
        var found = await ReadAllAsync(command, ct);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>An organization's channels in the order they were made.</summary>
    public async Task<IReadOnlyList<AlertChannel>> ListAsync(Guid organizationId, Guid after, int count, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectPage);
        command.Add("@organization", organizationId).Add("@after", after).Add("@count", count);
        return await ReadAllAsync(command, ct);
    }

    /// <summary>Makes the channels of the settings file what it says: the same name in the database becomes the file's, what left the file is deleted.</summary>
    public async Task ApplyFileAsync(Guid organizationId, IReadOnlyList<ChannelEntry> entries, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var select = connection.CreateCommand(SelectFile);
        var known = await ReadAllAsync(select.Add("@organization", organizationId), ct);
        foreach (var entry in entries)
        {
            var before = known.Find(channel => channel.Name == entry.Name);
            var channel = before is null ? Make(organizationId, entry, ChannelOrigin.File).Channel : Rewrite(before, entry) with { Origin = ChannelOrigin.File };
            await RunAsync(connection, before is null ? Insert : Change, channel, ct);
        }

        foreach (var gone in known.Where(channel => channel.Origin == ChannelOrigin.File && !entries.Any(entry => entry.Name == channel.Name)))
        {
            await RemoveAsync(connection, gone, ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Address and secret of a channel; null when they cannot be opened.</summary>
    public ChannelSecrets? Open(AlertChannel channel) =>
        channel.Sealed is { } bytes && box.Open(channel.Id, bytes) is { } text ? ChannelSecrets.Parse(text) : null;

    /// <summary>A channel with what an entry says; a secret that the entry leaves out stays.</summary>
    public AlertChannel Rewrite(AlertChannel channel, ChannelEntry entry)
    {
        var before = Open(channel);
        var isWeb = entry.Kind != ChannelKind.Email;
        var url = entry.Url ?? before?.Url ?? "";
        var secret = entry.Kind == ChannelKind.Webhook ? entry.Secret ?? (before?.Secret is { Length: > 0 } kept ? kept : MakeSecret()) : "";
        return channel with
        {
            Name = entry.Name,
            Kind = entry.Kind,
            Address = isWeb ? Hint(url) : string.Join(", ", entry.To),
            Sealed = isWeb ? box.Seal(channel.Id, new ChannelSecrets(url, secret).ToText()) : null,
            Severity = entry.Severity,
            Kinds = entry.Kinds,
            IsEnabled = entry.IsEnabled,
            UpdatedAt = time.GetUtcNow(),
        };
    }

    /// <summary>A row that starts with <see cref="Columns"/>.</summary>
    internal static AlertChannel Read(DbDataReader row) => new()
    {
        Id = row.GetId(0),
        OrganizationId = row.GetId(1),
        Name = row.GetString(2),
        Kind = AlertWords.Read<ChannelKind>(row.GetString(3)),
        Address = row.GetString(4),
        Sealed = row.GetBlobOrNull(5),
        Severity = AlertWords.Read<AlertSeverity>(row.GetString(6)),
        Kinds = row.GetString(7) is { Length: > 0 } kinds ? Array.ConvertAll(kinds.Split(','), AlertWords.Read<AlertKind>) : [],
        IsEnabled = row.GetFlag(8),
        Origin = AlertWords.Read<ChannelOrigin>(row.GetString(9)),
        CreatedAt = row.GetTime(10),
        UpdatedAt = row.GetTime(11),
    };

    private (AlertChannel Channel, string? NewSecret) Make(Guid organizationId, ChannelEntry entry, ChannelOrigin origin)
    {
        var newSecret = entry is { Kind: ChannelKind.Webhook, Secret: null } ? MakeSecret() : null;
        var blank = new AlertChannel { Id = Ids.New(time), OrganizationId = organizationId, Name = entry.Name, Kind = entry.Kind, Address = "", Origin = origin, CreatedAt = time.GetUtcNow() };
        return (Rewrite(blank, entry with { Secret = entry.Secret ?? newSecret }), newSecret);
    }

    private string MakeSecret()
    {
        var bytes = new byte[SecretBytes];
        random.GetBytes(bytes);
        return "tgs-" + Convert.ToHexStringLower(bytes);
    }

    private static string Hint(string url) => new Uri(url).GetLeftPart(UriPartial.Authority) + "/…";

    private async Task RemoveAsync(DbConnection connection, AlertChannel channel, CancellationToken ct)
    {
        await using var remove = connection.CreateCommand(Remove);
        await remove.Add("@now", time.GetUtcNow()).Add("@id", channel.Id).Add("@organization", channel.OrganizationId).ExecuteNonQueryAsync(ct);
        await using var drop = connection.CreateCommand(DropWaiting);
        await drop.Add("@now", time.GetUtcNow()).Add("@id", channel.Id).ExecuteNonQueryAsync(ct);
    }

    private Task AuditAsync(DbConnection connection, ApiCaller by, string action, AlertChannel channel, CancellationToken ct)
    {
        var detail = $$"""{"name":"{{JsonEncodedText.Encode(channel.Name)}}","kind":"{{AlertWords.Word(channel.Kind)}}","address":"{{JsonEncodedText.Encode(channel.Address)}}","enabled":{{(channel.IsEnabled ? "true" : "false")}}}""";
        return audit.AppendAsync(connection, AuditEvent.By(by, action, "alert_channel", channel.Id, detail), ct);
    }

    private static Refusal Taken(string name) => new(RefusalCode.Conflict, $"A channel named '{name}' exists already.") { Parameter = "name" };

    private static async Task<int> RunAsync(DbConnection connection, string sql, AlertChannel channel, CancellationToken ct)
    {
        await using var command = connection.CreateCommand(sql);
        command.Add("@id", channel.Id).Add("@organization", channel.OrganizationId).Add("@name", channel.Name).Add("@kind", AlertWords.Word(channel.Kind))
            .Add("@address", channel.Address).Add("@sealed", channel.Sealed).Add("@severity", AlertWords.Word(channel.Severity))
            .Add("@kinds", string.Join(',', channel.Kinds.Select(AlertWords.Word))).Add("@enabled", channel.IsEnabled)
            .Add("@origin", AlertWords.Word(channel.Origin)).Add("@updated", channel.UpdatedAt);
        if (sql == Insert)
        {
            command.Add("@created", channel.CreatedAt);
        }

        return await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<AlertChannel>> ReadAllAsync(DbCommand command, CancellationToken ct)
    {
        var channels = new List<AlertChannel>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            channels.Add(Read(reader));
        }

        return channels;
    }
}
