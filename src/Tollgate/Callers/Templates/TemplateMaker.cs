using System.Text.Json;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Callers.Templates;

/// <summary>Makes a template with the budgets and limits that its keys count in, or nothing.</summary>
internal sealed class TemplateMaker(TemplateStore templates, IReadOnlyList<TemplateAttachment> attachments)
{
    private static readonly Refusal Fixed = ApiReply.Invalid("team", "A template stays with its team, and its budgets and limits are changed as budgets and limits.");

    /// <summary>Makes the template that a body describes.</summary>
    public async Task<Outcome<KeyTemplate>> MakeAsync(ApiCaller by, TemplateBody body, CancellationToken ct)
    {
        var asked = attachments.Where(attachment => IsAsked(attachment.Pick(body))).ToList();
        if (asked.Select(attachment => attachment.Check(attachment.Pick(body))).FirstOrDefault(wrong => wrong is not null) is { } fault)
        {
            return fault;
        }

        var made = await templates.CreateAsync(by, body, ct);
        foreach (var attachment in made.IsRefused ? [] : asked)
        {
            if (await attachment.AttachAsync(by, made.Value!, attachment.Pick(body), ct) is { } refusal)
            {
                await templates.DeleteAsync(by, made.Value!.Id, revokesKeys: true, ct);
                return refusal;
            }
        }

        return made;
    }

    /// <summary>Changes a template.</summary>
    public async Task<Outcome<KeyTemplate>> ChangeAsync(ApiCaller by, Guid id, TemplateBody body, CancellationToken ct)
    {
        if (body.Team is not null || IsAsked(body.Budgets) || IsAsked(body.Limits))
        {
            return Fixed;
        }

        return await templates.ChangeAsync(by, id, body, ct);
    }

    private static bool IsAsked(JsonElement value) => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
}
