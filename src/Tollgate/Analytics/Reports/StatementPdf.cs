using System.Globalization;
using Tollgate.Analytics.Figures;
using Tollgate.Analytics.Reports.Pdf;
using Tollgate.Analytics.Usage;
using Tollgate.Core;

namespace Tollgate.Analytics.Reports;

/// <summary>A statement on one page. What does not fit is summed in a last row: every table adds up to the total.</summary>
internal static class StatementPdf
{
    private const double Left = 48;
    private const double Right = PdfPage.Width - 48;
    private const int Rows = 8;
    private const double RowHeight = 14;
    private const string Ink = "0.13 0.15 0.18";
    private const string Quiet = "0.42 0.45 0.50";
    private const string Rule = "0.85 0.87 0.90";
    private const string Accent = "0.12 0.38 0.75";
    private const string Soft = "0.95 0.96 0.98";

    /// <summary>The document.</summary>
    public static byte[] Of(Statement statement)
    {
        var page = new PdfPage($"Statement {statement.Organization} {statement.FirstDay} to {statement.LastDay}");
        Head(page, statement);
        Total(page, statement);
        Days(page, statement, 232);
        var top = Table(page, "By team", "team", statement.Teams, statement.Total, 352);
        top = Table(page, "By model", "model", statement.Models, statement.Total, top);
        _ = Table(page, "By key", "key", statement.Keys, statement.Total, top, 5);
        page.Line(Left, 800, Right - Left, 0.5, Rule)
            .Text(Left, 814, "Costs come from each provider's own usage report, at the prices in force when a call was sent, exact to the nano-dollar.", PdfFont.Plain, 7.5, Quiet)
            .TextTo(Right, 814, "Tollgate", PdfFont.Bold, 7.5, Quiet);
        return page.ToBytes(statement.IssuedAt);
    }

    private static void Head(PdfPage page, Statement statement)
    {
        page.Box(0, 0, PdfPage.Width, 6, Accent)
            .Text(Left, 58, "Statement of model costs", PdfFont.Bold, 20)
            .Text(Left, 78, PdfFont.Plain.Fit(statement.Organization, 11, 300), PdfFont.Plain, 11)
            .TextTo(Right, 52, $"{statement.FirstDay} to {statement.LastDay}", PdfFont.Bold, 11)
            .TextTo(Right, 66, $"Days of {statement.TimeZone}", PdfFont.Plain, 9, Quiet)
            .TextTo(Right, 78, string.Create(CultureInfo.InvariantCulture, $"Issued {statement.IssuedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC{(statement.IsOver ? "" : ", the period is not over")}"), PdfFont.Plain, 9, Quiet)
            .Line(Left, 92, Right - Left, 0.75, Rule);
    }

    private static void Total(PdfPage page, Statement statement)
    {
        var total = statement.Total;
        page.Box(Left, 106, Right - Left, 96, Soft)
            .Text(Left + 16, 128, "Total", PdfFont.Plain, 10, Quiet)
            .Text(Left + 16, 158, $"${Cents(total.CostUsd)}", PdfFont.Bold, 26, Accent)
            .Text(Left + 16, 176, $"exactly ${total.CostUsd}", PdfFont.Plain, 9, Quiet)
            .Text(Left + 16, 190, Change(statement), PdfFont.Plain, 9, Quiet);
        (string Name, string Value)[] facts =
        [
            ("Calls", Count(total.Calls)), ("Tokens in", Count(total.InputTokens)), ("Tokens out", Count(total.OutputTokens)), ("Saved by prompt caches", $"${Cents(total.PromptCacheSavedUsd)}"),
            ("Saved by cache hits", $"${Cents(total.SavedUsd)}"), ("Not yet certain, on top at most", $"${Cents(total.UncertainUsd)}"),
        ];
        for (var i = 0; i < facts.Length; i++)
        {
            page.Text(Left + 268, 124 + (i * 13.5), facts[i].Name, PdfFont.Plain, 9, Quiet).TextTo(Right - 16, 124 + (i * 13.5), facts[i].Value, PdfFont.Bold, 9);
        }
    }

    private static string Change(Statement statement) => Directions.Change(statement.PreviousCostUsd, statement.Total.CostUsd) is { } change
        ? string.Create(CultureInfo.InvariantCulture, $"{change:+0.0;-0.0;0.0} % against the period before (${Cents(statement.PreviousCostUsd)})")
        : "Nothing was spent in the period before";

    private static void Days(PdfPage page, Statement statement, double top)
    {
        const double height = 64;
        page.Text(Left, top, "By day", PdfFont.Bold, 11);
        var most = statement.Days.Max(day => day.CostUsd.Nanos);
        var step = (Right - Left) / statement.Days.Count;
        for (var i = 0; i < statement.Days.Count; i++)
        {
            var part = most <= 0 ? 0 : Math.Max(0, (double)statement.Days[i].CostUsd.Nanos / most);
            page.Box(Left + (i * step), top + 12 + (height * (1 - part)), Math.Max(0.5, step * 0.72), Math.Max(0.6, height * part), part > 0 ? Accent : Rule);
        }

        var dearest = statement.Days.MaxBy(day => day.CostUsd)!;
        page.Line(Left, top + 12 + height, Right - Left, 0.5, Rule)
            .Text(Left, top + height + 24, statement.FirstDay, PdfFont.Plain, 8, Quiet)
            .TextTo(Right, top + height + 24, statement.LastDay, PdfFont.Plain, 8, Quiet);
        if (most > 0)
        {
            page.TextTo(Right, top, $"dearest day {dearest.Date}: ${Cents(dearest.CostUsd)}", PdfFont.Plain, 8.5, Quiet);
        }
    }

    /// <summary>A table, as high as it has rows; the answer is where the next one begins.</summary>
    private static double Table(PdfPage page, string title, string dimension, IReadOnlyList<UsageView> items, UsageView total, double top, int rows = Rows)
    {
        page.Text(Left, top, title, PdfFont.Bold, 11);
        foreach (var (x, heading) in ((double, string)[])[(330, "Calls"), (408, "Share"), (Right, "Cost USD")])
        {
            page.TextTo(x, top, heading, PdfFont.Plain, 8.5, Quiet);
        }

        page.Line(Left, top + 6, Right - Left, 0.5, Rule);
        var lines = Lines(items, dimension, rows);
        var decimals = lines.Count == 0 ? 0 : lines.Max(line => Decimals(line.Cost));
        for (var i = 0; i < lines.Count; i++)
        {
            Row(page, top + 19 + (i * RowHeight), lines[i], total.CostUsd, decimals);
        }

        return top + 48 + (lines.Count * RowHeight);
    }

    /// <summary>What does not fit is one line.</summary>
    private static List<(string Name, long Calls, Money Cost)> Lines(IReadOnlyList<UsageView> items, string dimension, int rows)
    {
        var shown = items.Count <= rows ? items.Count : rows - 1;
        var lines = items.Take(shown).Select(item => (item.Group![dimension] ?? "(none)", item.Calls, item.CostUsd)).ToList();
        if (shown < items.Count)
        {
            var rest = items.Skip(shown).ToList();
            lines.Add(($"{rest.Count} more", rest.Sum(item => item.Calls), rest.Aggregate(Money.Zero, (sum, item) => sum + item.CostUsd)));
        }

        return lines;
    }

    private static void Row(PdfPage page, double y, (string Name, long Calls, Money Cost) line, Money total, int decimals)
    {
        var (name, calls, cost) = line;
        var share = UsageView.Percent(cost, total) ?? 0;
        page.Text(Left, y, PdfFont.Plain.Fit(name, 9, 220), PdfFont.Plain, 9)
            .TextTo(330, y, Count(calls), PdfFont.Plain, 9)
            .Box(340, y - 6, Math.Clamp((double)share, 0, 100) * 0.26, 6, Accent)
            .TextTo(408, y, string.Create(CultureInfo.InvariantCulture, $"{share:0.0} %"), PdfFont.Plain, 9)
            .TextTo(Right, y, Exactly(cost, decimals), PdfFont.Plain, 9, Ink);
    }

    /// <summary>The exact amount, with as many decimals as its column has: the points stand in a line.</summary>
    private static string Exactly(Money money, int decimals) => money.ToString() + new string('0', decimals - Decimals(money));

    private static int Decimals(Money money) => money.ToString() is var text && text.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? text.Length - point - 1 : 0;

    /// <summary>Cents, for a glance; the exact amount stands beside it.</summary>
    private static string Cents(Money money) => ((decimal)money.Nanos / Money.NanosPerDollar).ToString("#,0.00", CultureInfo.InvariantCulture);

    private static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
