using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Alerts;

/// <summary>The alerts of the admin API.</summary>
internal sealed class AlertEndpoints(AlertStore store)
{
    private const int DefaultPage = 100;
    private const int LargestPage = 1000;

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/alerts", ApiRight.Viewer, "Lists alerts, newest first; those that are not over, unless all are asked for.", ListAsync)
        {
            Reply = AlertJson.Default.PageAlertReply,
            Query =
            [
                ("limit", "At most so many (1 to 1000)."), ("cursor", "The `next` of the page before."), ("state", "open (default) or all."),
                ("kind", "Only alerts of this kind, for example budget_breach."),
            ],
        },
        new("GET", "/api/alerts/{id}", ApiRight.Viewer, "Shows an alert, its notices, and whether they arrived.", GetAsync) { Reply = AlertJson.Default.AlertReply },
        new("POST", "/api/alerts/{id}/acknowledge", ApiRight.Admin, "Takes an alert on: it is not reminded of any more.", AcknowledgeAsync)
        {
            Reply = AlertJson.Default.AlertReply,
        },
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var count = ApiBody.Number(http, "limit", DefaultPage, 1, LargestPage);
        var asked = Filter(http);
        if (count.IsRefused || asked.IsRefused)
        {
            await ApiReply.RefuseAsync(http, count.Refusal ?? asked.Refusal!);
            return;
        }

        Guid? before = Guid.TryParse(http.Request.Query["cursor"], out var cursor) ? cursor : null;
        var found = await store.ListAsync(caller.OrganizationId, before, asked.Value.IsAll, asked.Value.Kind, count.Value + 1, http.RequestAborted);
        var items = found.Take(count.Value).Select(AlertReply.Of).ToList();
        var next = found.Count > count.Value ? items[^1].Id.ToString() : null;
        await ApiReply.WriteAsync(http, new Page<AlertReply>(items, next), AlertJson.Default.PageAlertReply);
    }

    private static Outcome<(bool IsAll, AlertKind? Kind)> Filter(HttpContext http)
    {
        var state = http.Request.Query["state"].ToString();
        if (state is not ("" or "open" or "all"))
        {
            return ApiReply.Invalid("state", "'state' takes open or all.");
        }

        var word = http.Request.Query["kind"].ToString();
        if (word.Length == 0)
        {
            return (state == "all", null);
        }

        return AlertWords.TryRead<AlertKind>(word, out var kind)
            ? (state == "all", kind)
            : ApiReply.Invalid("kind", $"'kind' takes {string.Join(", ", AlertWords.All<AlertKind>())}.");
    }

    private Task GetAsync(HttpContext http, ApiCaller caller) => WithAsync(http, caller, ReplyAsync);

    private Task AcknowledgeAsync(HttpContext http, ApiCaller caller) => WithAsync(http, caller, async (_, alert) =>
    {
        await store.AcknowledgeAsync(caller, alert.Id, http.RequestAborted);
        await ReplyAsync(http, (await store.GetAsync(caller.OrganizationId, alert.Id, http.RequestAborted))!);
    });

    private async Task ReplyAsync(HttpContext http, Alert alert)
    {
        var deliveries = await store.DeliveriesAsync(alert.Id, http.RequestAborted);
        await ApiReply.WriteAsync(http, AlertReply.Of(alert) with { Deliveries = deliveries }, AlertJson.Default.AlertReply);
    }

    private async Task WithAsync(HttpContext http, ApiCaller caller, Func<HttpContext, Alert, Task> then)
    {
        var found = ApiBody.RouteId(http) is { } id ? await store.GetAsync(caller.OrganizationId, id, http.RequestAborted) : null;
        if (found is null)
        {
            await ApiReply.NotFoundAsync(http, "alert");
            return;
        }

        await then(http, found);
    }
}
