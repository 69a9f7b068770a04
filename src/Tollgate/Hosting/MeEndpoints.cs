using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Budgets;
using Tollgate.Callers;
using Tollgate.Limits;
using Tollgate.ModelCalls;

namespace Tollgate.Hosting;

/// <summary>GET /api/me: what the key that asks may do and has left.</summary>
internal sealed class MeEndpoints(CallerDirectory callers, BudgetStandings budgets, LimitKeeper limits, ModelLists models)
{
    /// <summary>The routes of this slice.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
        [new("GET", "/api/me", ApiRight.Self, "The key that asks: who it is, its budgets left, its limits, its models.", ShowAsync)];

    private async Task ShowAsync(HttpContext http, ApiCaller asking)
    {
        var identified = await callers.IdentifyAsync(http, http.RequestAborted);
        if (identified.IsRefused)
        {
            await ApiReply.RefuseAsync(http, identified.Refusal);
            return;
        }

        var caller = identified.Value.Caller;
        var isAgent = caller.Kind == PrincipalKind.Agent;
        var subject = new BudgetSubject(caller.OrganizationId, caller.TeamId, caller.KeyId, caller.PrincipalId, caller.PrincipalName, isAgent) { Agent = caller.PinnedAgent, TemplateId = caller.TemplateId };
        var left = await budgets.OfAsync(subject, http.RequestAborted);
        var counted = limits.Standing(new LimitSubject(caller.OrganizationId, caller.TeamId, caller.KeyId, caller.PrincipalId, caller.PrincipalName, isAgent, caller.PinnedAgent, null, string.Empty) { TemplateId = caller.TemplateId });
        http.Response.ContentType = "application/json";
        await using var writer = ApiJson.Writer(http.Response.BodyWriter);
        writer.WriteStartObject();
        WriteCaller(writer, caller, asking);
        writer.WritePropertyName("budgets");
        JsonSerializer.Serialize(writer, new Page<BudgetReply>(left), BudgetJson.Default.PageBudgetReply);
        WriteLimits(writer, counted);
        writer.WriteStartArray("models");
        foreach (var model in models.Listed(caller, null))
        {
            writer.WriteStringValue(model.Model);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCaller(Utf8JsonWriter writer, Caller caller, ApiCaller asking)
    {
        writer.WriteString("key_id", caller.KeyId);
        writer.WriteString("name", caller.KeyName);
        writer.WriteString("right", asking.Right.ToString().ToLowerInvariant());
        writer.WriteString("organization", caller.OrganizationName);
        writer.WriteString("team", caller.TeamName);
        writer.WriteString("principal", caller.PrincipalName);
        if (caller.TemplateId is { } template)
        {
            writer.WriteString("template_id", template);
        }

        if (caller.ExpiresAt is { } expires)
        {
            writer.WriteString("expires_at", expires.UtcDateTime);
        }
    }

    private static void WriteLimits(Utf8JsonWriter writer, IReadOnlyList<(RateLimit Limit, long Used)> counted)
    {
        writer.WriteStartArray("limits");
        foreach (var (limit, used) in counted)
        {
            writer.WriteStartObject();
            writer.WriteString("name", limit.Name);
            writer.WriteString("unit", limit.Unit.ToString().ToLowerInvariant());
            if (limit.Per is { } per)
            {
                writer.WriteString("per", per.ToString().ToLowerInvariant());
            }

            writer.WriteNumber("limit", limit.Limit);
            writer.WriteNumber("used", used);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
