using System.Globalization;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Analytics.Reports;

/// <summary>Charges teams for what they spent and for their part of what is shared, with a margin where one is asked for.</summary>
internal sealed class Chargeback(UsageStore store)
{
    private static readonly string[] Rules = ["spend", "calls", "even", "weights"];

    /// <summary>The report; refused when a rule makes no sense.</summary>
    public async Task<Outcome<ChargebackReply>> MakeAsync(Guid? organization, ChargebackBody body, CancellationToken ct)
    {
        var question = Question(organization, body);
        if (question.IsRefused)
        {
            return question.Refusal;
        }

        var rows = (await store.AskAsync(question.Value, ct)).OrderBy(row => row.Texts[0], StringComparer.Ordinal).ToList();
        var rules = body.Shared ?? [];
        if (rules.Select(shared => Check(shared, rows)).FirstOrDefault(refusal => refusal is not null) is { } wrong)
        {
            return wrong;
        }

        var direct = rows.ConvertAll(row => rules.Any(shared => shared.Team is not null && shared.Team == row.Texts[0]) ? Money.Zero : row.Sums.Cost);
        return Reply(question.Value, body, rows, direct, [.. rules.Select(shared => Share(shared, rows))]);
    }

    /// <summary>Each team's part of a shared cost; a team that gives its own spending bears none of it.</summary>
    private static Money[] Share(SharedCost shared, List<UsageRow> rows)
    {
        var giver = shared.Team is null ? -1 : rows.FindIndex(row => row.Texts[0] == shared.Team);
        var amount = shared.AmountUsd ?? rows[giver].Sums.Cost;
        return rows.Count == 0 ? [] : Portions.Of(amount, [.. rows.Select((row, at) => at == giver ? 0 : Weight(shared, row))]);
    }

    private static Outcome<UsageQuestion> Question(Guid? organization, ChargebackBody body)
    {
        if (ZoneCalendar.Find(body.TimeZone) is not { } zone)
        {
            return ApiReply.Invalid("time_zone", $"'{body.TimeZone}' is not a time zone. It takes IANA names, for example Europe/Berlin.");
        }

        if (!TryDay(body.From, out var from) || !TryDay(body.To, out var to) || from >= to)
        {
            return ApiReply.Invalid("from", "'from' and 'to' take days, for example 2026-11-01 and 2026-12-01, the first before the second.");
        }

        if (body.MarginPercent < 0 || body.Margins?.Values.Any(margin => margin < 0) == true)
        {
            return ApiReply.Invalid("margin_percent", "A margin is 0 or more.");
        }

        return new UsageQuestion { OrganizationId = organization, From = ZoneCalendar.Start(zone, from), To = ZoneCalendar.Start(zone, to), Zone = zone, By = [UsageDimension.Find("team")!] };
    }

    private static Refusal? Check(SharedCost shared, List<UsageRow> rows)
    {
        if (!Rules.Contains(shared.By ?? Rules[0]))
        {
            return ApiReply.Invalid("shared.by", $"'{shared.By}' is not a way to share. There are: {string.Join(", ", Rules)}.");
        }

        if (!HasAmount(shared))
        {
            return ApiReply.Invalid("shared.amount_usd", $"Shared cost '{shared.Name}' takes either an amount of 0 or more, or a team.");
        }

        if (shared.Team is not null && rows.TrueForAll(row => row.Texts[0] != shared.Team))
        {
            return ApiReply.Invalid("shared.team", $"Team '{shared.Team}' spent nothing in this time.");
        }

        return shared.By != "weights" || HasWeights(shared, rows) ? null : ApiReply.Invalid("shared.weights", $"Shared cost '{shared.Name}' needs weights of 0 or more for teams that spent something.");
    }

    private static bool HasAmount(SharedCost shared) => shared.AmountUsd is null != shared.Team is null && !(shared.AmountUsd < Money.Zero);

    private static bool HasWeights(SharedCost shared, List<UsageRow> rows) =>
        shared.Weights is { } weights && weights.Values.All(weight => weight >= 0) && rows.Exists(row => Weight(shared, row) > 0 && row.Texts[0] != shared.Team);

    private static decimal Weight(SharedCost shared, UsageRow row) => shared.By switch
    {
        null or "spend" => Math.Max(0, row.Sums[Measure.Cost]),
        "calls" => row.Sums[Measure.Calls],
        "weights" => shared.Weights!.GetValueOrDefault(row.Texts[0] ?? "", 0),
        _ => 1,
    };

    private static ChargebackReply Reply(UsageQuestion question, ChargebackBody body, List<UsageRow> rows, List<Money> direct, List<Money[]> shares)
    {
        var rules = body.Shared ?? [];
        var items = new List<ChargebackRow>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var parts = rules.Select((shared, place) => KeyValuePair.Create(shared.Name, shares[place][i])).GroupBy(part => part.Key).ToDictionary(group => group.Key, group => Sum(group.Select(part => part.Value)));
            var cost = direct[i] + Sum(parts.Values);
            var percent = body.Margins?.GetValueOrDefault(rows[i].Texts[0] ?? "", body.MarginPercent) ?? body.MarginPercent;
            var margin = Money.CeilingFromNanos(cost.Nanos * percent / 100);
            items.Add(new ChargebackRow(rows[i].Texts[0], rows[i].Values[0], rows[i].Sums[Measure.Calls], direct[i], parts, cost, margin, cost + margin));
        }

        return new ChargebackReply(
            question.From, question.To, items, Sum(rows.Select(row => row.Sums.Cost)), rows.Count == 0 ? Money.Zero : Sum(rules.Select(shared => shared.AmountUsd ?? Money.Zero)), Sum(items.Select(item => item.CostUsd)), Sum(items.Select(item => item.MarginUsd)),
            Sum(items.Select(item => item.ChargeUsd)));
    }

    private static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is > 1970 and < 9999;

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, static (sum, amount) => sum + amount);
}
