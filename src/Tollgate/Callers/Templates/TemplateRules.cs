using Tollgate.Api;
using Tollgate.Callers.Keys;
using Tollgate.Core;

namespace Tollgate.Callers.Templates;

/// <summary>What a template may look like, and what a body makes of one.</summary>
internal static class TemplateRules
{
    private const int MostKeys = 1000;
    private const string NoEnd = "none";
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(1);

    /// <summary>404.</summary>
    public static Refusal NotFound { get; } = new(RefusalCode.NotFound, "There is no such template.");

    /// <summary>409 for a name that another template has.</summary>
    public static Refusal NameTaken(string name) => new(RefusalCode.Conflict, $"There is already a template '{name}'.") { Parameter = "name" };

    /// <summary>A template with what a body says about it.</summary>
    public static Outcome<KeyTemplate> Apply(KeyTemplate template, TemplateBody body)
    {
        var lifetime = Life(template.Lifetime, body.Lifetime);
        if (lifetime.IsRefused)
        {
            return lifetime.Refusal;
        }

        var changed = template with
        {
            Name = body.Name ?? template.Name,
            Models = body.Models ?? template.Models,
            Routes = body.Routes ?? template.Routes,
            PinnedTags = body.PinnedTags ?? template.PinnedTags,
            Holders = body.Holders ?? template.Holders,
            KeysPerMember = body.KeysPerMember ?? template.KeysPerMember,
            Lifetime = lifetime.Value == TimeSpan.Zero ? null : lifetime.Value,
        };
        return Check(changed) is { } wrong ? wrong : changed;
    }

    private static Refusal? Check(KeyTemplate template)
    {
        if (Names.Check("name", template.Name) is { } wrong)
        {
            return wrong;
        }

        return template.KeysPerMember is < 1 or > MostKeys
            ? ApiReply.Invalid("keys_per_member", $"'keys_per_member' takes 1 to {MostKeys}.")
            : KeyRules.Check(template.Models, template.Routes, template.PinnedTags);
    }

    /// <summary>Zero stands for no end.</summary>
    private static Outcome<TimeSpan> Life(TimeSpan? former, string? text)
    {
        if (text is null or NoEnd)
        {
            return text is null ? former ?? TimeSpan.Zero : TimeSpan.Zero;
        }

        return Overlap.TryRead(text, out var life) && life >= ShortestLife
            ? life
            : ApiReply.Invalid("lifetime", "'lifetime' takes a time such as 15m, 24h or 30d, from a minute to ten years, or none.");
    }
}
