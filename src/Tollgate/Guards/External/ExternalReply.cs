using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.External;

/// <summary>An external guard as the admin API shows it; of its address only the host.</summary>
internal sealed record ExternalReply(
    Guid Id, string Name, string Host, ExternalFormat Format, bool HasAuthorization, bool Requests, bool Answers, IReadOnlyList<Source> Sources, IReadOnlyList<string> Kinds,
    double Threshold, int DeadlineMs, GuardFailure OnFailure, GuardLevel? Level, GuardAction? Action, DateTimeOffset CreatedAt)
{
    /// <summary>The JSON form of a guard.</summary>
    public static ExternalReply Of(Guid id, ExternalBody body, DateTimeOffset createdAt) => new(
        id, body.Name!, new Uri(body.Url!).Authority, body.Format, body.Authorization is not null, body.Requests, body.Answers, body.Sources, body.Kinds,
        body.Threshold, body.DeadlineMs, body.OnFailure, body.Level, body.Action, createdAt);
}
