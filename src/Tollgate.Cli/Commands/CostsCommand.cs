using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate costs`: summary | by-* | trend | project | savings | anomalies | estimate | report | chargeback | reconcile | export | reprice | check.</summary>
internal sealed class CostsCommand : ICliCommand
{
    private static readonly string[] Breakdowns = ["agent", "key", "model", "principal", "provider", "route", "session", "status", "tag", "team"];

    private static readonly (string Heading, string Path)[] Times =
        [("This time", "period"), ("Today", "today"), ("Yesterday", "yesterday"), ("This week", "this_week"), ("This month", "this_month"), ("Last month", "last_month"), ("Ever", "all_time")];

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var command = new Command("costs", "What was spent, where it goes, what a call would cost, and what a provider's bill says.")
        {
            Summary(context), ByDay(context), Trend(context), Project(context), Savings(context), Anomalies(context), CostsEstimate.Build(context),
            CostReports.Report(context), CostReports.Chargeback(context), CostReports.Reconcile(context), CostReports.Export(context), CostsReprice.Build(context), CostsCheck.Build(context),
        };
        foreach (var name in Breakdowns)
        {
            command.Subcommands.Add(By(context, name));
        }

        return command;
    }

    private static Command Summary(CommandContext context)
    {
        var by = new Option<string?>("--by") { Description = "One or two of agent, deployment, key, model, organization, principal, provider, result, route, session, status, tag, tag:NAME, team; with a comma between." };
        return Question(context, "summary", "Sums of a time, today, this week, this month; or by up to two things.", [by], async (words, gateway, period, ct) =>
        {
            if (words.GetValue(by) is not { } names)
            {
                CostViews.Times(context.Print(words), await gateway.GetAsync("/api/analytics/summary" + period.Query(words), ct), Times);
                return;
            }

            var reply = await gateway.GetAsync("/api/analytics/usage" + period.Query(words, ("group_by", names)), ct);
            CostViews.Breakdown(context.Print(words), reply, [.. names.Split(',', StringSplitOptions.TrimEntries)]);
        });
    }

    private static Command By(CommandContext context, string name)
    {
        var limit = new Option<int>("--limit") { Description = "At most so many, up to 1000.", DefaultValueFactory = _ => 30 };
        return Question(context, $"by-{name}", $"Spending by {name}, the dearest first.", [limit], async (words, gateway, period, ct) =>
            CostViews.Breakdown(
                context.Print(words), await gateway.GetAsync("/api/analytics/usage" + period.Query(words, ("group_by", name), ("limit", words.GetValue(limit).ToString(System.Globalization.CultureInfo.InvariantCulture))), ct), [name]));
    }

    private static Command ByDay(CommandContext context) =>
        Question(context, "by-day", "Spending day by day.", [], async (words, gateway, period, ct) =>
            CostViews.Days(context.Print(words), await gateway.GetAsync("/api/analytics/spend/by-day" + period.Query(words), ct)));

    private static Command Trend(CommandContext context)
    {
        var days = new Option<int>("--days") { Description = "7 to 90.", DefaultValueFactory = _ => 30 };
        return Question(context, "trend", "Days that are over, and where spending goes.", [days], async (words, gateway, period, ct) =>
        {
            var printer = context.Print(words);
            var reply = await gateway.GetAsync("/api/analytics/trends" + period.Query(words, ("days", words.GetValue(days).ToString(System.Globalization.CultureInfo.InvariantCulture))), ct);
            CostViews.Days(printer, reply);
            printer.Say($"Spending is {CostViews.Direction(reply)}: the last three days cost ${reply["last_three_days_usd"]}, the first three ${reply["first_three_days_usd"]}; ${reply["mean_per_day_usd"]} a day on average.");
        }, hasTime: false);
    }

    private static Command Project(CommandContext context) =>
        Question(context, "project", "What spending comes to when it goes on as it did.", [], async (words, gateway, period, ct) =>
            CostViews.Projection(context.Print(words), await gateway.GetAsync("/api/analytics/projections" + period.Query(words), ct)), hasTime: false);

    private static Command Savings(CommandContext context)
    {
        var baseline = new Option<string?>("--baseline") { Description = "A model: what every call would have cost with it." };
        return Question(context, "savings", "What prompt caches, cache hits and the choice of models saved.", [baseline], async (words, gateway, period, ct) =>
            context.Print(words).Item(
                await gateway.GetAsync("/api/analytics/savings" + period.Query(words, ("baseline", words.GetValue(baseline))), ct),
                [
                    new("Cost $", "cost_usd"), new("Prompt caches saved $", "prompt_cache_saved_usd"), new("Prompt cache hits %", "prompt_cache_hit_percent"), new("Cache hits saved $", "cache_hits_saved_usd"),
                    new("Baseline", "baseline.model"), new("It would have cost $", "baseline.baseline_usd"), new("Saved $", "baseline.saved_usd"), new("Saved %", "baseline.saved_percent"),
                ]));
    }

    private static Command Anomalies(CommandContext context)
    {
        var days = new Option<int>("--days") { Description = "1 to 90.", DefaultValueFactory = _ => 7 };
        var least = new Option<string>("--least") { Description = "A day that costs less is never unusual.", DefaultValueFactory = _ => "1.00" };
        return Question(context, "anomalies", "What was unusual, each in a sentence.", [days, least], async (words, gateway, period, ct) =>
        {
            var (printer, reply) = (context.Print(words), await gateway.GetAsync("/api/analytics/anomalies" + period.Query(words, ("days", words.GetValue(days).ToString(System.Globalization.CultureInfo.InvariantCulture)), ("least", words.GetValue(least))), ct));
            if (printer.Form == OutputForm.Table && reply["items"] is JsonArray { Count: 0 })
            {
                printer.Say($"Nothing unusual in the last {words.GetValue(days)} days.");
                return;
            }

            printer.List(reply, [new("Day", "date"), new("What", "kind"), new("Cost $", "cost_usd", true), new("Why", "sentence")]);
        }, hasTime: false);
    }

    /// <summary>A command that asks about a time and filters.</summary>
    private static Command Question(
        CommandContext context, string name, string meaning, IReadOnlyList<Option> options, Func<ParseResult, Connection.GatewayClient, CostPeriod, CancellationToken, Task> answer, bool hasTime = true)
    {
        var period = new CostPeriod();
        var command = new Command(name, meaning);
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        period.AddTo(command, hasTime);
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            await answer(words, gateway, period, ct);
            return ExitCode.Ok;
        });
        return command;
    }
}
