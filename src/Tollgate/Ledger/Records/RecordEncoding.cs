using Tollgate.Core;

namespace Tollgate.Ledger.Records;

/// <summary>Writes the parts of a record as fields. Every text has a largest length, so every record has one, and room for it can be reserved.</summary>
internal static class RecordEncoding
{
    /// <summary>Room for what a `settled` record adds to its `sent` record, at most.</summary>
    public const int LargestSettlement = 2560 + (MostMade * (KindName + LongestObjectId + 8));

    /// <summary>Room for what a `request` record adds to the call's identity, at most.</summary>
    public const int LargestRequest = 2560;

    /// <summary>Ids of provider objects are below 100 bytes; a longer one is nobody's.</summary>
    public const int LongestObjectId = 128;

    /// <summary>The answer itself, and what it made besides.</summary>
    private const int MostMade = 65;

    private const int KindName = 32;
    private const int Name = 128;
    private const int Label = 256;
    private const int Sentence = 512;
    private const int RateText = 1024;

    public static void Write(ref FieldWriter to, CallIdentity call)
    {
        to.Put(Field.RequestId, call.RequestId);
        to.Put(Field.OrganizationId, call.OrganizationId);
        to.Put(Field.TeamId, call.TeamId);
        to.Put(Field.TeamName, call.TeamName, Name);
        to.Put(Field.PrincipalId, call.PrincipalId);
        to.Put(Field.PrincipalName, call.PrincipalName, Name);
        to.Put(Field.KeyId, call.KeyId);
        to.Put(Field.KeyName, call.KeyName, Name);
        to.Put(Field.AgentId, call.AgentId);
        to.Put(Field.Agent, call.Agent, Name);
        to.Put(Field.Session, call.Session, Label);
        to.Put(Field.UserHash, call.UserHash, Label);
        for (var i = 0; i < call.Tags.Count; i++)
        {
            to.Put(Field.TagName, call.Tags[i].Key, Name);
            to.Put(Field.TagValue, call.Tags[i].Value, Name);
        }

        to.Put(Field.ClientRequestId, call.ClientRequestId, Label);
        to.Put(Field.TraceId, call.TraceId, Name);
        to.Put(Field.Surface, (long)call.Surface);
        to.Put(Field.Dialect, (long)call.Dialect);
        to.Put(Field.Route, call.Route, Label);
        to.Put(Field.ModelAsked, call.ModelAsked, Label);
        to.Put(Field.IsStream, call.IsStream ? 1 : 0);
        to.Put(Field.StartedAt, call.StartedAt);
    }

    public static void Write(ref FieldWriter to, AttemptIdentity attempt)
    {
        to.Put(Field.AttemptNumber, attempt.Number);
        to.Put(Field.Purpose, (long)attempt.Purpose);
        to.Put(Field.Provider, attempt.Provider, Name);
        to.Put(Field.Deployment, attempt.Deployment, Name);
        to.Put(Field.Model, attempt.Model, Label);
        to.Put(Field.CatalogVersion, attempt.CatalogVersion, Name);
        to.Put(Field.SentAt, attempt.SentAt);
        to.Put(Field.Bound, attempt.Bound);
        to.Put(Field.Windows, attempt.Windows.Span);
        to.Put(Field.OutputLimitAsked, attempt.OutputLimitAsked);
        to.Put(Field.OutputLimitSent, attempt.OutputLimitSent);
        to.Put(Field.SentFlags, (long)attempt.Flags);
    }

    public static void Write(ref FieldWriter to, in SettledRecord settled)
    {
        to.Put(Field.SettledAt, settled.EndedAt);
        to.Put(Field.SettledFirstByte, settled.FirstByte);
        to.Put(Field.SettledStatus, settled.Status);
        to.Put(Field.SettledResult, (long)settled.Result);
        to.Put(Field.SettledFlags, (long)settled.Flags);
        to.Put(Field.Usage, settled.Usage);
        to.Put(Field.Rates, settled.Rates, RateText);
        to.Put(Field.Terms, settled.Terms, Label);
        to.Put(Field.ServedModel, settled.ServedModel, Label);
        to.Put(Field.ListCost, settled.ListCost);
        to.Put(Field.Cost, settled.Cost);
        to.Put(Field.Uncertain, settled.Uncertain);
        to.Put(Field.ObjectId, settled.ObjectId, Label);
        to.Put(Field.ProviderCost, settled.ProviderCost);
        for (var i = 0; i < settled.Made.Count && i < MostMade; i++)
        {
            to.Put(Field.MadeKind, settled.Made[i].Kind, KindName);
            to.Put(Field.MadeId, settled.Made[i].Id, LongestObjectId);
        }
    }

    public static void Write(ref FieldWriter to, in RequestRecord request)
    {
        to.Put(Field.EndedAt, request.EndedAt);
        to.Put(Field.FirstByte, request.FirstByte);
        to.Put(Field.Status, request.Status);
        to.Put(Field.Result, (long)request.Result);
        to.Put(Field.Flags, (long)request.Flags);
        to.Put(Field.FinalProvider, request.Provider, Name);
        to.Put(Field.FinalDeployment, request.Deployment, Name);
        to.Put(Field.FinalModel, request.Model, Label);
        to.Put(Field.Attempts, request.Attempts);
        to.Put(Field.Saved, request.Saved);
        if (request.Refusal is { } refusal)
        {
            Write(ref to, refusal);
        }
    }

    private static void Write(ref FieldWriter to, Refusal refusal)
    {
        to.PutAlways(Field.RefusalCode, (long)refusal.Code);
        to.Put(Field.RefusalMessage, refusal.Message, Sentence);
        to.Put(Field.RefusalHelp, refusal.Help, Sentence);
        to.Put(Field.RefusalContact, refusal.Contact, Label);
        to.Put(Field.RefusalStep, refusal.Step, Name);
        to.Put(Field.RefusalRule, refusal.Rule, Label);
        to.Put(Field.RefusalParameter, refusal.Parameter, Label);
        to.Put(Field.RefusalLimit, refusal.Limit);
        to.Put(Field.RefusalSettled, refusal.Settled);
        to.Put(Field.RefusalReserved, refusal.Reserved);
        to.Put(Field.RefusalAsked, refusal.Asked);
        if (refusal.ResetsAt is { } resets)
        {
            to.Put(Field.RefusalResetsAt, resets);
        }
    }
}
