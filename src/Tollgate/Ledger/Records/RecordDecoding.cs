using Tollgate.Core;

namespace Tollgate.Ledger.Records;

/// <summary>Reads a record back. Unknown fields are skipped; missing ones keep their defaults.</summary>
internal static class RecordDecoding
{
    public static JournalRecord Read(RecordKind kind, ReadOnlySpan<byte> payload, TextPool texts)
    {
        var record = new JournalRecord(kind, new CallIdentity()) { Attempt = kind == RecordKind.Request ? null : new AttemptIdentity() };
        var settled = new SettledRecord(record.Call, record.Attempt!);
        var request = new RequestRecord(record.Call);
        var tags = default(List<KeyValuePair<string, string>>);
        var made = default(List<OwnedObject>);
        var refusal = default(Refusal);
        var reader = new FieldReader(payload);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case < Field.AttemptNumber:
                    ReadCall(ref reader, record.Call, ref tags, texts);
                    break;
                case < Field.SettledAt:
                    ReadAttempt(ref reader, record.Attempt, texts);
                    break;
                case < Field.EndedAt:
                    ReadSettled(ref reader, ref settled, ref made, texts);
                    break;
                case < Field.RefusalCode:
                    ReadRequest(ref reader, ref request, texts);
                    break;
                default:
                    ReadRefusal(ref reader, ref refusal, texts);
                    break;
            }
        }

        request.Refusal = refusal;
        record.Settled = settled;
        record.Request = request;
        return record;
    }

    /// <summary>Reads only what tells records of one call apart: the request id and the attempt's number.</summary>
    public static (Guid RequestId, int Attempt) ReadKey(ReadOnlySpan<byte> payload)
    {
        var key = (RequestId: Guid.Empty, Attempt: 0);
        var reader = new FieldReader(payload);
        while (reader.Read())
        {
            if (reader.Field == Field.RequestId)
            {
                key.RequestId = reader.Id;
            }
            else if (reader.Field == Field.AttemptNumber)
            {
                key.Attempt = (int)reader.Number;
                break;
            }
        }

        return key;
    }

    private static void ReadCall(ref FieldReader from, CallIdentity call, ref List<KeyValuePair<string, string>>? tags, TextPool texts)
    {
        switch (from.Field)
        {
            case Field.RequestId: call.RequestId = from.Id; break;
            case Field.OrganizationId: call.OrganizationId = from.Id; break;
            case Field.TeamId: call.TeamId = from.Id; break;
            case Field.TeamName: call.TeamName = from.Text(texts); break;
            case Field.PrincipalId: call.PrincipalId = from.Id; break;
            case Field.PrincipalName: call.PrincipalName = from.Text(texts); break;
            case Field.KeyId: call.KeyId = from.Id; break;
            case Field.KeyName: call.KeyName = from.Text(texts); break;
            case Field.AgentId: call.AgentId = from.Id; break;
            case Field.Agent: call.Agent = from.Text(texts); break;
            case Field.Session: call.Session = from.Text(texts); break;
            case Field.UserHash: call.UserHash = from.Text(texts); break;
            case Field.TagName:
                tags ??= [];
                call.Tags = tags;
                tags.Add(new(from.Text(texts), ""));
                break;
            case Field.TagValue when tags is { Count: > 0 }:
                tags[^1] = new(tags[^1].Key, from.Text(texts));
                break;
            case Field.ClientRequestId: call.ClientRequestId = from.Text(); break;
            case Field.TraceId: call.TraceId = from.Text(); break;
            case Field.Surface: call.Surface = (Surface)from.Number; break;
            case Field.Dialect: call.Dialect = (Dialect)from.Number; break;
            case Field.Route: call.Route = from.Text(texts); break;
            case Field.ModelAsked: call.ModelAsked = from.Text(texts); break;
            case Field.IsStream: call.IsStream = from.Number != 0; break;
            case Field.StartedAt: call.StartedAt = from.Time; break;
        }
    }

    private static void ReadAttempt(ref FieldReader from, AttemptIdentity? attempt, TextPool texts)
    {
        if (attempt is null)
        {
            return;
        }

        switch (from.Field)
        {
            case Field.AttemptNumber: attempt.Number = (int)from.Number; break;
            case Field.Purpose: attempt.Purpose = (AttemptPurpose)from.Number; break;
            case Field.Provider: attempt.Provider = from.Text(texts); break;
            case Field.Deployment: attempt.Deployment = from.Text(texts); break;
            case Field.Model: attempt.Model = from.Text(texts); break;
            case Field.CatalogVersion: attempt.CatalogVersion = from.Text(texts); break;
            case Field.SentAt: attempt.SentAt = from.Time; break;
            case Field.Bound: attempt.Bound = from.Money; break;
            case Field.Windows: attempt.Windows = from.IdList(); break;
            case Field.OutputLimitAsked: attempt.OutputLimitAsked = from.Number; break;
            case Field.OutputLimitSent: attempt.OutputLimitSent = from.Number; break;
            case Field.SentFlags: attempt.Flags = (LineFlags)from.Number; break;
        }
    }

    private static void ReadSettled(ref FieldReader from, ref SettledRecord settled, ref List<OwnedObject>? made, TextPool texts)
    {
        switch (from.Field)
        {
            case Field.SettledAt: settled.EndedAt = from.Time; break;
            case Field.SettledFirstByte: settled.FirstByte = from.Span; break;
            case Field.SettledStatus: settled.Status = (int)from.Number; break;
            case Field.SettledResult: settled.Result = (CallResult)from.Number; break;
            case Field.SettledFlags: settled.Flags = (LineFlags)from.Number; break;
            case Field.Usage: settled.Usage = from.Usage(); break;
            case Field.Rates: settled.Rates = from.Text(); break;
            case Field.Terms: settled.Terms = from.Text(texts); break;
            case Field.ServedModel: settled.ServedModel = from.Text(texts); break;
            case Field.ListCost: settled.ListCost = from.Money; break;
            case Field.Cost: settled.Cost = from.Money; break;
            case Field.Uncertain: settled.Uncertain = from.Money; break;
            case Field.ObjectId: settled.ObjectId = from.Text(); break;
            case Field.ProviderCost: settled.ProviderCost = from.Decimal(); break;
            case Field.MadeKind:
                made ??= [];
                settled.Made = made;
                made.Add(new OwnedObject(from.Text(texts), ""));
                break;
            case Field.MadeId when made is { Count: > 0 }:
                made[^1] = made[^1] with { Id = from.Text() };
                break;
        }
    }

    private static void ReadRequest(ref FieldReader from, ref RequestRecord request, TextPool texts)
    {
        switch (from.Field)
        {
            case Field.EndedAt: request.EndedAt = from.Time; break;
            case Field.FirstByte: request.FirstByte = from.Span; break;
            case Field.Status: request.Status = (int)from.Number; break;
            case Field.Result: request.Result = (CallResult)from.Number; break;
            case Field.Flags: request.Flags = (LineFlags)from.Number; break;
            case Field.FinalProvider: request.Provider = from.Text(texts); break;
            case Field.FinalDeployment: request.Deployment = from.Text(texts); break;
            case Field.FinalModel: request.Model = from.Text(texts); break;
            case Field.Attempts: request.Attempts = (int)from.Number; break;
            case Field.Saved: request.Saved = from.Money; break;
        }
    }

    private static void ReadRefusal(ref FieldReader from, ref Refusal? refusal, TextPool texts)
    {
        refusal = from.Field switch
        {
            Field.RefusalCode => new Refusal((RefusalCode)from.Number, ""),
            Field.RefusalMessage => refusal! with { Message = from.Text() },
            Field.RefusalHelp => refusal! with { Help = from.Text(texts) },
            Field.RefusalContact => refusal! with { Contact = from.Text(texts) },
            Field.RefusalStep => refusal! with { Step = from.Text(texts) },
            Field.RefusalRule => refusal! with { Rule = from.Text(texts) },
            Field.RefusalParameter => refusal! with { Parameter = from.Text(texts) },
            Field.RefusalLimit => refusal! with { Limit = from.Money },
            Field.RefusalSettled => refusal! with { Settled = from.Money },
            Field.RefusalReserved => refusal! with { Reserved = from.Money },
            Field.RefusalAsked => refusal! with { Asked = from.Money },
            Field.RefusalResetsAt => refusal! with { ResetsAt = from.Time },
            _ => refusal,
        };
    }
}
