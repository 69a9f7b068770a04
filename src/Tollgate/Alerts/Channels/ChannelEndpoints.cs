using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Alerts.Delivery;
using Tollgate.Alerts.Notices;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Core;
using Tollgate.Outbound;

namespace Tollgate.Alerts.Channels;

/// <summary>The channels of the admin API. Addresses and secrets go in and do not come out.</summary>
internal sealed class ChannelEndpoints(ChannelStore store, NoticeSender sender, AddressGuard guard, AuditLog audit, AlertOptions options, TimeProvider time)
{
    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/alerts/channels", ApiRight.Viewer, "Lists the channels that notices go to.", ListAsync)
        {
            Reply = AlertJson.Default.PageChannelReply,
            Query = IdPage.Parameters,
        },
        new("POST", "/api/alerts/channels", ApiRight.Admin, "Makes a channel: webhook, slack, discord or email. A webhook's signing secret is shown this once.", CreateAsync)
        {
            Request = AlertJson.Default.ChannelBody, Reply = AlertJson.Default.ChannelReply,
        },
        new("GET", "/api/alerts/channels/{id}", ApiRight.Viewer, "Shows a channel.", GetAsync) { Reply = AlertJson.Default.ChannelReply },
        new("PATCH", "/api/alerts/channels/{id}", ApiRight.Admin, "Changes a channel.", ChangeAsync)
        {
            Request = AlertJson.Default.ChannelBody, Reply = AlertJson.Default.ChannelReply,
        },
        new("DELETE", "/api/alerts/channels/{id}", ApiRight.Admin, "Deletes a channel; what waits for it is given up.", DeleteAsync),
        new("POST", "/api/alerts/channels/{id}/test", ApiRight.Admin, "Sends a test notice now and says whether it arrived.", TestAsync)
        {
            Reply = AlertJson.Default.ChannelTestReply,
        },
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var page = IdPage.Read(http);
        if (page.IsRefused)
        {
            await ApiReply.RefuseAsync(http, page.Refusal);
            return;
        }

        var found = await store.ListAsync(caller.OrganizationId, page.Value.After, page.Value.Rows, http.RequestAborted);
        var items = found.Take(page.Value.Limit).Select(ChannelReply.Of).ToList();
        var next = page.Value.Next(found, channel => channel.Id);
        await ApiReply.WriteAsync(http, new Page<ChannelReply>(items, next), AlertJson.Default.PageChannelReply);
    }

    private async Task CreateAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, AlertJson.Default.ChannelBody);
        var entry = body.Value?.ToEntry();
        if (body.IsRefused || ChannelRules.Check(entry!, options, guard) is not null)
        {
            await ApiReply.RefuseAsync(http, body.Refusal ?? ChannelRules.Check(entry!, options, guard)!);
            return;
        }

        var made = await store.CreateAsync(caller, entry!, http.RequestAborted);
        if (made.IsRefused)
        {
            await ApiReply.RefuseAsync(http, made.Refusal);
            return;
        }

        var reply = ChannelReply.Of(made.Value.Channel) with { Secret = made.Value.NewSecret };
        await ApiReply.WriteAsync(http, reply, AlertJson.Default.ChannelReply, StatusCodes.Status201Created);
    }

    private Task GetAsync(HttpContext http, ApiCaller caller) =>
        WithAsync(http, caller, channel => ApiReply.WriteAsync(http, ChannelReply.Of(channel), AlertJson.Default.ChannelReply));

    private Task ChangeAsync(HttpContext http, ApiCaller caller) => WithOwnAsync(http, caller, async channel =>
    {
        var body = await ApiBody.ReadAsync(http, AlertJson.Default.ChannelBody);
        var entry = body.Value?.Change(channel, store.Open(channel)?.Url);
        if (body.IsRefused || ChannelRules.Check(entry!, options, guard) is not null)
        {
            await ApiReply.RefuseAsync(http, body.Refusal ?? ChannelRules.Check(entry!, options, guard)!);
            return;
        }

        var changed = await store.UpdateAsync(caller, store.Rewrite(channel, entry!), http.RequestAborted);
        await (changed.IsRefused
            ? ApiReply.RefuseAsync(http, changed.Refusal)
            : ApiReply.WriteAsync(http, ChannelReply.Of(changed.Value), AlertJson.Default.ChannelReply));
    });

    private Task DeleteAsync(HttpContext http, ApiCaller caller) => WithOwnAsync(http, caller, async channel =>
    {
        await store.DeleteAsync(caller, channel, http.RequestAborted);
        await ApiReply.NoContent(http);
    });

    private Task TestAsync(HttpContext http, ApiCaller caller) => WithAsync(http, caller, async channel =>
    {
        var notice = new AlertNotice
        {
            NoticeId = Ids.New(time),
            OrganizationId = caller.OrganizationId,
            Type = AlertKind.Test,
            State = NoticeState.Test,
            Severity = AlertSeverity.Info,
            Title = $"Test of channel '{channel.Name}'",
            Text = $"{caller.Name} tries out this channel. Nothing has happened.",
            At = time.GetUtcNow(),
        };
        await audit.AppendAsync(AuditEvent.By(caller, "alert_channel.test", "alert_channel", channel.Id), http.RequestAborted);
        var result = await sender.SendAsync(channel, JsonSerializer.Serialize(notice, AlertJson.Default.AlertNotice), http.RequestAborted);
        await ApiReply.WriteAsync(http, new ChannelTestReply(notice.NoticeId, result.IsDelivered, result.Error), AlertJson.Default.ChannelTestReply);
    });

    private Task WithOwnAsync(HttpContext http, ApiCaller caller, Func<AlertChannel, Task> then) => WithAsync(http, caller, channel =>
        channel.Origin == ChannelOrigin.File
            ? ApiReply.RefuseAsync(http, new Refusal(RefusalCode.Conflict, $"Channel '{channel.Name}' comes from the settings file.") { Help = $"Change alerts.channels.{channel.Name} there." })
            : then(channel));

    private async Task WithAsync(HttpContext http, ApiCaller caller, Func<AlertChannel, Task> then)
    {
        var found = ApiBody.RouteId(http) is { } id ? await store.GetAsync(caller.OrganizationId, id, http.RequestAborted) : null;
        if (found is null)
        {
            await ApiReply.NotFoundAsync(http, "channel");
            return;
        }

        await then(found);
    }
}
