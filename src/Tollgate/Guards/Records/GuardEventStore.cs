using System.Data.Common;
using Tollgate.Core;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Scanning;
using Tollgate.Storage;

namespace Tollgate.Guards.Records;

/// <summary>Findings in the database, for as long as the settings say.</summary>
internal sealed class GuardEventStore(DbDataSource source, GuardOptions options, TimeProvider time)
{
    /// <summary>More findings of one body are counted in the audit log only.</summary>
    private const int MostFindings = 50;

    private const string Columns =
        "id, at, request_id, key_id, key_name, agent, session, direction, scanned_bytes, threat, rule, severity, confidence_percent, source, place, evidence, is_hidden, policy, level, action";

    private const string Insert =
        $"""
        insert into guard_event (organization_id, {Columns})
        values (@organization, @id, @at, @request, @key, @key_name, @agent, @session, @direction, @bytes, @threat, @rule, @severity, @confidence, @source, @place, @evidence, @hidden, @policy, @level, @action)
        """;

    private const string SelectPage =
        $"""
        select {Columns} from guard_event
        where organization_id = @organization and id < @before and (@request is null or request_id = @request) and (@threat is null or threat = @threat)
        order by id desc limit @count
        """;

    private const string SelectOfCall = $"select {Columns} from guard_event where request_id = @request order by id";

    private const string Sums =
        "select threat, action, count(*) from guard_event where organization_id = @organization and at >= @since group by threat, action order by threat, action";

    private const string Delete = "delete from guard_event where at < @before";

    /// <summary>Adds a report's findings.</summary>
    public async Task AddAsync(DbConnection connection, GuardReport report, CancellationToken ct)
    {
        foreach (var hit in report.Hits.OrderByDescending(static hit => hit.Action).Take(MostFindings))
        {
            await using var command = connection.CreateCommand(Insert);
            Bind(command, report, hit);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>An organization's findings, newest first.</summary>
    public async Task<IReadOnlyList<GuardEvent>> ListAsync(Guid organizationId, Guid? before, Guid? request, string? threat, int count, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectPage);
        command.Add("@organization", organizationId).Add("@before", before ?? Guid.AllBitsSet).Add("@request", request).Add("@threat", threat).Add("@count", count);
        return await command.ReadRowsAsync(Read, ct);
    }

    /// <summary>The findings of a call, in their order; whoever asks may see the call.</summary>
    public async Task<IReadOnlyList<GuardEvent>> OfCallAsync(Guid requestId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectOfCall);
        command.Add("@request", requestId);
        return await command.ReadRowsAsync(Read, ct);
    }

    /// <summary>How many findings there were since a time, by threat and action.</summary>
    public async Task<IReadOnlyList<GuardSum>> SumAsync(Guid organizationId, DateTimeOffset since, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sums);
        command.Add("@organization", organizationId).Add("@since", since);
        return await command.ReadRowsAsync(static row => new GuardSum(row.GetString(0), row.GetString(1), row.GetInt64(2)), ct);
    }

    /// <summary>Deletes what is older than the settings say.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(Delete);
        command.Add("@before", time.GetUtcNow() - options.KeepFor);
        await command.ExecuteNonQueryAsync(ct);
    }

    private void Bind(DbCommand command, GuardReport report, GuardHit hit) => command
        .Add("@organization", report.Call.Caller.OrganizationId)
        .Add("@id", Ids.New(time))
        .Add("@at", report.At)
        .Add("@request", report.Call.RequestId)
        .Add("@key", report.Call.Caller.KeyId)
        .Add("@key_name", report.Call.Caller.KeyName)
        .Add("@agent", report.Call.Attribution.Agent)
        .Add("@session", report.Call.Attribution.Session)
        .Add("@direction", GuardWords.Word(report.Direction))
        .Add("@bytes", report.Bytes)
        .Add("@threat", GuardWords.Word(hit.Threat))
        .Add("@rule", hit.Finding.Rule.Id)
        .Add("@severity", GuardWords.Word(hit.Finding.Severity))
        .Add("@confidence", (long)Math.Round(hit.Finding.Confidence * 100))
        .Add("@source", GuardWords.Word(hit.Source))
        .Add("@place", hit.Place.Path)
        .Add("@evidence", hit.Evidence)
        .Add("@hidden", hit.Finding.IsHidden)
        .Add("@policy", hit.Setting.Rule)
        .Add("@level", GuardWords.Word(hit.Setting.Level))
        .Add("@action", GuardWords.Word(hit.Action));

    private static GuardEvent Read(DbDataReader row) => new()
    {
        Id = row.GetId(0),
        At = row.GetTime(1),
        RequestId = row.GetId(2),
        KeyId = row.GetId(3),
        Key = row.GetString(4),
        Agent = row.GetTextOrNull(5),
        Session = row.GetTextOrNull(6),
        Direction = row.GetString(7),
        ScannedBytes = row.GetInt64(8),
        Threat = row.GetString(9),
        Rule = row.GetString(10),
        Severity = row.GetString(11),
        ConfidencePercent = (int)row.GetInt64(12),
        Source = row.GetString(13),
        Place = row.GetString(14),
        Evidence = row.GetString(15),
        Hidden = row.GetFlag(16),
        Policy = row.GetString(17),
        Level = row.GetString(18),
        Action = row.GetString(19),
    };
}
