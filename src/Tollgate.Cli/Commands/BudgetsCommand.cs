using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate budgets`: list | get | status | create | delete | raise | reset | release-uncertain | history | summary.</summary>
internal sealed class BudgetsCommand : ICliCommand
{
    private static readonly ResourceWords Kind = new("budgets", "budget", "/api/budgets",
        [
            new("Name", "name"), new("Scope", "scope"), new("And", "also.target"), new("Window", "window"), new("Limit $", "limit_usd", true), new("In force $", "limit", true), new("Settled $", "settled", true), new("Reserved $", "reserved", true),
            new("Uncertain $", "uncertain", true), new("Left $", "remaining", true), new("%", "percent", true), new("Status", "status"), new("Renews", "resets_at"), new("Origin", "origin"), new("Id", "id"),
        ])
    {
        MoreOption = "--ended",
        MoreMeaning = "Those of revoked and expired keys too.",
        MoreQuery = "?all=true",
    };

    /// <inheritdoc/>
    public Command Build(CommandContext context) =>
        new("budgets", "Budgets: list, get, status, create, delete, raise, reset, release-uncertain, history, summary.")
        {
            ResourceCommands.List(context, Kind),
            ResourceCommands.Get(context, Kind),
            BudgetBars.Status(context, Kind),
            Create(context),
            ResourceCommands.Delete(context, Kind),
            Raise(context),
            Reset(context),
            ReleaseUncertain(context),
            History(context),
            Summary(context),
        };

    private static Command Create(CommandContext context)
    {
        var amount = new Argument<string>("budget") { Description = "Dollars and window, for example 100/month." };
        var name = new Option<string?>("--name") { Description = "Its name." };
        var scope = new Option<string>("--scope") { Description = "key, session, agent, user, team, template, organization, model, provider, tag or global.", DefaultValueFactory = _ => "organization" }
            .Among("key", "session", "agent", "user", "team", "template", "organization", "model", "provider", "tag", "global");
        var target = new Option<string?>("--target") { Description = "Which one of the scope: its id or name; a model or its prefix with an asterisk; a tag as name=value." };
        var each = new Option<string?>("--each") { Description = "user, agent, key, session, holder (of a key, user or agent), model or provider: a window of that size for each of them." }.Among("user", "agent", "key", "session", "holder", "model", "provider");
        var also = new Option<string[]>("--and") { Description = "What a call must meet besides, as scope=target: team=research, model=gpt-5*, tag=kind=bot. Up to three times." };
        var downgrade = new Option<string?>("--downgrade-to") { Description = "The model that calls go to once the budget is spent." };
        var soft = new Option<bool>("--soft") { Description = "Only warn; never block." };
        var counts = new Option<string?>("--counts") { Description = "billed: calls with the gateway's credentials (default); notional: calls that the client's own subscription pays, at list prices; all: both." }
            .Among("billed", "notional", "all");
        var zone = new Option<string?>("--time-zone") { Description = "IANA name of the zone whose calendar counts; UTC by default." };
        var contact = new Option<string?>("--contact") { Description = "Whom a refused caller may ask." };
        var command = new Command("create", "Make a budget.") { amount, name, scope, target, also, each, downgrade, soft, counts, zone, contact };
        command.SetAction(async (words, ct) =>
        {
            var body = Amounts.Budget(words.GetValue(amount)!);
            body["scope"] = words.GetValue(scope);
            if (words.GetValue(soft))
            {
                body["hard"] = false;
            }

            using var gateway = context.Connect(words);
            body["target"] = await TargetWords.ResolveAsync(gateway, words.GetValue(scope)!, words.GetValue(target), ct);
            body["also"] = await TargetWords.PartsAsync(gateway, words.GetValue(also), ct);
            foreach (var (field, value) in ((string, string?)[])[("name", words.GetValue(name)), ("each", words.GetValue(each)), ("counts", words.GetValue(counts)), ("time_zone", words.GetValue(zone)), ("contact", words.GetValue(contact))])
            {
                if (value is not null)
                {
                    body[field] = value;
                }
            }

            if (words.GetValue(downgrade) is { } model)
            {
                body["on_exceed"] = new JsonObject { ["downgrade_to"] = model };
            }

            context.Print(words).Item(await gateway.PostAsync(Kind.Path, body, ct), Kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Raise(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The budget's id or name." };
        var by = new Option<string>("--by") { Description = "Dollars on top, for example 20.", Required = true };
        var until = new Option<string?>("--until") { Description = "A time today such as 23:59 (UTC), or RFC 3339; the end of the window when left out." };
        var reason = new Option<string>("--reason") { Description = "Why: it is kept in the audit log.", Required = true };
        var command = new Command("raise", "Raise a budget for a while.") { id, by, until, reason };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject { ["by"] = words.GetValue(by), ["reason"] = words.GetValue(reason) };
            if (words.GetValue(until) is { } end)
            {
                body["until"] = Until(end);
            }

            await PostAsync(context, words, id, "raise", body, ct);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Reset(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The budget's id or name." };
        var reason = new Option<string>("--reason") { Description = "Why: it is kept in the audit log.", Required = true };
        var command = new Command("reset", "Close the budget's window early and open the next.") { id, reason };
        command.SetAction(async (words, ct) =>
        {
            context.Confirm(words, $"Reset budget '{words.GetValue(id)}'?");
            await PostAsync(context, words, id, "reset", new JsonObject { ["reason"] = words.GetValue(reason) }, ct);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command ReleaseUncertain(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The budget's id or name." };
        var reason = new Option<string>("--reason") { Description = "Why it is not owed, for example what the provider's bill says: it is kept in the audit log.", Required = true };
        var command = new Command("release-uncertain", "Give back money of calls that ended before their cost was known.") { id, reason };
        command.SetAction(async (words, ct) =>
        {
            context.Confirm(words, $"Take what is uncertain in budget '{words.GetValue(id)}' for unspent? A provider may still bill it.");
            await PostAsync(context, words, id, "release-uncertain", new JsonObject { ["reason"] = words.GetValue(reason) }, ct);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command History(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The budget's id or name." };
        var days = new Option<int>("--days") { Description = "1 to 365.", DefaultValueFactory = _ => 30 };
        var command = new Command("history", "What the budget's calls cost, day by day.") { id, days };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var found = await ResourceCommands.FindAsync(gateway, Kind, words.GetValue(id)!, ct);
            var page = await gateway.GetAsync($"{Kind.Path}/{ResourceCommands.IdOf(found)}/history?days={words.GetValue(days)}", ct);
            context.Print(words).List(page, [new Column("Day", "date"), new Column("Settled $", "settled", true), new Column("Uncertain $", "uncertain", true)]);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Summary(CommandContext context)
    {
        var command = new Command("summary", "How many budgets stand how.");
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            context.Print(words).Item(
                await gateway.GetAsync($"{Kind.Path}/status/summary", ct),
                [new Column("Budgets", "total"), new Column("Ok", "ok"), new Column("Warn", "warn"), new Column("Downgrade", "downgrade"), new Column("Exceeded", "exceeded")]);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task PostAsync(CommandContext context, ParseResult words, Argument<string> id, string verb, JsonObject body, CancellationToken ct)
    {
        using var gateway = context.Connect(words);
        var found = await ResourceCommands.FindAsync(gateway, Kind, words.GetValue(id)!, ct);
        await gateway.PostAsync($"{Kind.Path}/{ResourceCommands.IdOf(found)}/{verb}", body, ct);
        context.Print(words).Item(await gateway.GetAsync($"{Kind.Path}/{ResourceCommands.IdOf(found)}", ct), Kind.Columns);
    }

    private static string Until(string text)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var today))
        {
            return new DateTimeOffset(DateOnly.FromDateTime(now.UtcDateTime), today, TimeSpan.Zero).ToString("O", CultureInfo.InvariantCulture);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToString("O", CultureInfo.InvariantCulture)
            : throw new CliFault(ExitCode.Usage, $"'{text}' is not a time. Write 23:59 or 2026-11-30T18:00:00Z.");
    }
}
