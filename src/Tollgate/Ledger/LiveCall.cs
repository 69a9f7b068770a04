using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Ledger.Queries;
using Tollgate.Ledger.Records;

namespace Tollgate.Ledger;

/// <summary>Makes the live event of a call that has just been recorded.</summary>
internal static class LiveCall
{
    /// <summary>"call", or "refusal" when the gateway refused it.</summary>
    public static LiveEvent Of(JournalRecord record)
    {
        var (call, request) = (record.Call, record.Request);
        var settled = record.HasSettled ? record.Settled : default;
        var view = new CallView
        {
            RequestId = call.RequestId,
            StartedAt = call.StartedAt,
            EndedAt = request.EndedAt,
            Result = request.Result.Wire(),
            Status = request.Status,
            Route = call.Route,
            Provider = request.Provider,
            Model = request.Model,
            Deployment = request.Deployment,
            ModelAsked = call.ModelAsked,
            IsStream = call.IsStream,
            KeyId = call.KeyId == Guid.Empty ? null : call.KeyId,
            Key = call.KeyName,
            Team = call.TeamName,
            Principal = call.PrincipalName,
            Agent = call.Agent,
            Session = call.Session,
            CostUsd = settled.Cost,
            UncertainUsd = settled.Uncertain,
            SavedUsd = request.Saved == Money.Zero ? null : request.Saved,
            InputTokens = settled.Usage.TotalInput,
            CacheReadTokens = settled.Usage[Unit.CacheRead],
            OutputTokens = settled.Usage.TotalOutput,
            ReasoningTokens = settled.Usage[Unit.Reasoning],
            AttemptCount = request.Attempts,
            Flags = request.Flags == LineFlags.None ? null : request.Flags.Wire(),
            DurationMs = (request.EndedAt - call.StartedAt).TotalMilliseconds,
            FirstByteMs = request.FirstByte?.TotalMilliseconds,
            Refusal = LedgerJsonText.View(request.Refusal),
        };
        return new LiveEvent(request.Refusal is null ? "call" : "refusal", call.OrganizationId, ApiJson.Bytes(view, LedgerJson.Default.CallView));
    }
}
