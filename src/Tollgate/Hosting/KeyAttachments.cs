using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Api;
using Tollgate.Budgets;
using Tollgate.Callers.Keys;
using Tollgate.Callers.Templates;
using Tollgate.Core;
using Tollgate.Limits;

namespace Tollgate.Hosting;

/// <summary>What hangs on a new key, or on a template: POST /api/keys {"budgets":[…],"limits":[…]}. Given there, they are the key's own.</summary>
internal static class KeyAttachments
{
    /// <summary>A window for each key would be a fresh one for whoever revokes a key and makes another.</summary>
    private const string Split = "of a template is for each holder, or one for all";

    /// <summary>Adds both.</summary>
    public static IServiceCollection AddKeyAttachments(this IServiceCollection services) => services
        .AddSingleton(from => Budgets(from.GetRequiredService<BudgetStore>()))
        .AddSingleton(from => Limits(from.GetRequiredService<LimitStore>()))
        .AddSingleton(from => TemplateBudgets(from.GetRequiredService<BudgetStore>()))
        .AddSingleton(from => TemplateLimits(from.GetRequiredService<LimitStore>()));

    private static KeyAttachment Budgets(BudgetStore store) => new(
        request => request.Budgets, CheckBudgets, (by, key, element, ct) => AttachAsync(store, by, element, BudgetScope.Key, BudgetEach.All, key.Id, key.Name, ct));

    private static TemplateAttachment TemplateBudgets(BudgetStore store) => new(
        body => body.Budgets,
        element => CheckBudgets(element) ?? Read(element, "budgets", BudgetJson.Default.BudgetBody, body => body.Each is null or BudgetEach.Holder or BudgetEach.All ? null : Split).Refusal,
        (by, template, element, ct) => AttachAsync(store, by, element, BudgetScope.Template, BudgetEach.Holder, template.Id, template.Name, ct));

    private static KeyAttachment Limits(LimitStore store) => new(
        request => request.Limits, CheckLimits, (by, key, element, ct) => AttachAsync(store, by, element, LimitScope.Key, LimitEach.All, key.Id, key.Name, ct));

    private static TemplateAttachment TemplateLimits(LimitStore store) => new(
        body => body.Limits,
        element => CheckLimits(element) ?? Read(element, "limits", LimitJson.Default.LimitBody, body => body.Each is null or LimitEach.Holder or LimitEach.All ? null : Split).Refusal,
        (by, template, element, ct) => AttachAsync(store, by, element, LimitScope.Template, LimitEach.Holder, template.Id, template.Name, ct));

    private static Refusal? CheckBudgets(JsonElement element) =>
        Read(element, "budgets", BudgetJson.Default.BudgetBody, body => body.LimitUsd is { } limit && limit > Money.Zero ? null : "needs limit_usd above zero").Refusal;

    private static Refusal? CheckLimits(JsonElement element) =>
        Read(element, "limits", LimitJson.Default.LimitBody, body => body.Limit > 0 ? null : "needs limit above zero").Refusal;

    private static async Task<Refusal?> AttachAsync(
        BudgetStore store, ApiCaller by, JsonElement element, BudgetScope scope, BudgetEach each, Guid target, string name, CancellationToken ct)
    {
        foreach (var body in Read(element, "budgets", BudgetJson.Default.BudgetBody, _ => null).Value ?? [])
        {
            var wish = body.ToNew(by.OrganizationId) with { Scope = scope, Target = target.ToString(), Each = body.Each ?? each, Name = body.Name ?? $"{name}/{Word(body)}" };
            if (await store.CreateAsync(wish, ct) is { IsRefused: true } made)
            {
                return made.Refusal;
            }
        }

        return null;
    }

    private static async Task<Refusal?> AttachAsync(
        LimitStore store, ApiCaller by, JsonElement element, LimitScope scope, LimitEach each, Guid target, string name, CancellationToken ct)
    {
        foreach (var body in Read(element, "limits", LimitJson.Default.LimitBody, _ => null).Value ?? [])
        {
            var wish = body.ToNew(by.OrganizationId) with { Scope = scope, Target = target.ToString(), TargetName = name, Each = body.Each ?? each };
            if (await store.CreateAsync(wish, ct) is { IsRefused: true } made)
            {
                return made.Refusal;
            }
        }

        return null;
    }

    private static string Word(BudgetBody body) => (body.Window ?? WindowKind.Lifetime).ToString().ToLowerInvariant();

    private static Outcome<List<T>> Read<T>(JsonElement list, string field, JsonTypeInfo<T> type, Func<T, string?> fault)
        where T : class
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return ApiReply.Invalid(field, $"'{field}' takes a list.");
        }

        var bodies = new List<T>();
        foreach (var element in list.EnumerateArray())
        {
            try
            {
                var body = element.Deserialize(type)!;
                if (fault(body) is { } wrong)
                {
                    return ApiReply.Invalid($"{field}[{bodies.Count}]", $"An entry of '{field}' {wrong}.");
                }

                bodies.Add(body);
            }
            catch (JsonException unfit)
            {
                return ApiReply.Invalid($"{field}[{bodies.Count}]", $"An entry of '{field}' does not fit: {unfit.Message}");
            }
        }

        return bodies;
    }
}
