using Tollgate.Core;
using Tollgate.Ledger;
using Tollgate.Ledger.Records;

namespace Tollgate.Analytics.Rollups;

/// <summary>Where a call or its money belongs, told by what the records say themselves: no text is made for it until the sums are written.</summary>
internal readonly struct IntakeCell : IEquatable<IntakeCell>
{
    private readonly CallIdentity _call;
    private readonly string? _provider;
    private readonly string? _model;
    private readonly string? _deployment;
    private readonly int _status;
    private readonly CallResult _result;

    private IntakeCell(CallIdentity call, string? provider, string? model, string? deployment, int status, CallResult result)
    {
        (_call, _provider, _model, _deployment, _status, _result) = (call, provider, model, deployment, status, result);
        Hour = UsageTime.Hour(call.StartedAt);
    }

    /// <summary>The hour in which the call began.</summary>
    public long Hour { get; }

    /// <summary>Where a call counts.</summary>
    public static IntakeCell Of(in RequestRecord request) =>
        new(request.Call, request.Provider, request.Model ?? request.Call.ModelAsked, request.Deployment, request.Status, request.Result);

    /// <summary>Where the money of one of its attempts counts.</summary>
    public static IntakeCell Of(in RequestRecord request, AttemptIdentity attempt) =>
        new(request.Call, attempt.Provider, attempt.Model, attempt.Deployment, request.Status, request.Result);

    /// <summary>The group, as the database has it.</summary>
    public UsageGroup Group() => new()
    {
        [GroupColumn.Organization] = _call.OrganizationId.ToString(),
        [GroupColumn.Team] = Text(_call.TeamId),
        [GroupColumn.TeamName] = _call.TeamName,
        [GroupColumn.Principal] = Text(_call.PrincipalId),
        [GroupColumn.PrincipalName] = _call.PrincipalName,
        [GroupColumn.Key] = Text(_call.KeyId),
        [GroupColumn.KeyName] = _call.KeyName,
        [GroupColumn.Agent] = _call.Agent,
        [GroupColumn.Session] = _call.Session,
        [GroupColumn.Provider] = _provider,
        [GroupColumn.Model] = _model,
        [GroupColumn.Deployment] = _deployment,
        [GroupColumn.Route] = _call.Route,
        [GroupColumn.Status] = _status.ToString(System.Globalization.CultureInfo.InvariantCulture),
        [GroupColumn.Result] = _result.Wire(),
        [GroupColumn.Tags] = LedgerJsonText.Tags(_call.Tags),
    };

    /// <inheritdoc/>
    public bool Equals(IntakeCell other) =>
        Hour == other.Hour && _status == other._status && _result == other._result && _provider == other._provider && _model == other._model && _deployment == other._deployment
        && (ReferenceEquals(_call, other._call) || IsSameCaller(_call, other._call));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IntakeCell other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Hour, _status, _call.KeyId, _call.Session, _model, _call.Tags.Count);

    private static bool IsSameCaller(CallIdentity one, CallIdentity other) =>
        one.KeyId == other.KeyId && one.PrincipalId == other.PrincipalId && one.TeamId == other.TeamId && one.OrganizationId == other.OrganizationId
        && HasSameNames(one, other) && HasSameTags(one.Tags, other.Tags);

    private static bool HasSameNames(CallIdentity one, CallIdentity other) =>
        one.Session == other.Session && one.Agent == other.Agent && one.Route == other.Route && one.KeyName == other.KeyName
        && one.PrincipalName == other.PrincipalName && one.TeamName == other.TeamName;

    private static bool HasSameTags(IReadOnlyList<KeyValuePair<string, string>> one, IReadOnlyList<KeyValuePair<string, string>> other)
    {
        var isSame = one.Count == other.Count;
        for (var i = 0; isSame && i < one.Count; i++)
        {
            isSame = one[i].Key == other[i].Key && one[i].Value == other[i].Value;
        }

        return isSame;
    }

    private static string? Text(Guid id) => id == Guid.Empty ? null : id.ToString();
}
