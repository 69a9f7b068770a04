using System.Text.Json;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Callers.Templates;

/// <summary>What hangs on a template but belongs to another slice, given in the same POST /api/key-templates: budgets and limits.</summary>
/// <param name="Pick">The part of the body that it reads.</param>
/// <param name="Check">Says what is wrong with it, before anything is made.</param>
/// <param name="AttachAsync">Makes it.</param>
internal sealed record TemplateAttachment(
    Func<TemplateBody, JsonElement> Pick,
    Func<JsonElement, Refusal?> Check,
    Func<ApiCaller, KeyTemplate, JsonElement, CancellationToken, Task<Refusal?>> AttachAsync);
