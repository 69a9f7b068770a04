using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Api;
using Tollgate.Budgets;
using Tollgate.Callers.Keys;
using Tollgate.Core;
using Tollgate.Limits;

namespace Tollgate.Hosting;

/// <summary>What hangs on a new key: POST /api/keys {"budgets":[…],"limits":[…]}. Given there, they are the key's own.</summary>
internal static class KeyAttachments
{
    /// <summary>Adds both.</summary>
    public static IServiceCollection AddKeyAttachments(this IServiceCollection services) => services
        .AddSingleton(from => Budgets(from.GetRequiredService<BudgetStore>()))
        .AddSingleton(from => Limits(from.GetRequiredService<LimitStore>()));

    private static KeyAttachment Budgets(BudgetStore store) => new(
        request => request.Budgets,
        element => Read(element, "budgets", BudgetJson.Default.BudgetBody, body => body.LimitUsd is { } limit && limit > Money.Zero ? null : "needs limit_usd above zero").Refusal,
        async (by, key, element, ct) =>
        {
            foreach (var body in Read(element, "budgets", BudgetJson.Default.BudgetBody, _ => null).Value ?? [])
            {
                var made = await store.CreateAsync(body.ToNew(by.OrganizationId) with { Scope = BudgetScope.Key, Target = key.Id.ToString(), Name = body.Name ?? $"{key.Name}/{Word(body)}" }, ct);
                if (made.IsRefused)
                {
                    return made.Refusal;
                }
            }

            return null;
        });

    private static KeyAttachment Limits(LimitStore store) => new(
        request => request.Limits,
        element => Read(element, "limits", LimitJson.Default.LimitBody, body => body.Limit > 0 ? null : "needs limit above zero").Refusal,
        async (by, key, element, ct) =>
        {
            foreach (var body in Read(element, "limits", LimitJson.Default.LimitBody, _ => null).Value ?? [])
            {
                var made = await store.CreateAsync(body.ToNew(by.OrganizationId) with { Scope = LimitScope.Key, Target = key.Id.ToString(), TargetName = key.Name }, ct);
                if (made.IsRefused)
                {
                    return made.Refusal;
                }
            }

            return null;
        });

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
