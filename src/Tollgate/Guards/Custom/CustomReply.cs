using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.Custom;

/// <summary>A rule of an owner's as the admin API shows it.</summary>
internal sealed record CustomReply(
    Guid Id, string Name, IReadOnlyList<string> Keywords, IReadOnlyList<string> Patterns, CustomMatch Match, IReadOnlyList<string> Unless, IReadOnlyList<Source> Sources,
    IReadOnlyList<string> Models, IReadOnlyList<string> Teams, Severity Severity, GuardLevel? Level, GuardAction? Action, DateTimeOffset CreatedAt)
{
    /// <summary>The JSON form of a rule.</summary>
    public static CustomReply Of(Guid id, CustomBody body, DateTimeOffset createdAt) => new(
        id, body.Name!, body.Keywords, body.Patterns, body.Match, body.Unless, body.Sources, body.Models, body.Teams, body.Severity, body.Level, body.Action, createdAt);
}
