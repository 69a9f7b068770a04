using System.Globalization;
using Tollgate.Analytics.Reports.Pdf;
using Tollgate.Client.Costs;
using Tollgate.Core;

namespace Tollgate.Client.Exports;

/// <summary>A cost book on one page. What does not fit is summed in a last row: every table adds up to the total.</summary>
internal static class CostPdf
{
    private const double Left = 48;
    private const double Right = PdfPage.Width - 48;
    private const int Rows = 14;
    private const string Quiet = "0.42 0.45 0.50";
    private const string Rule = "0.85 0.87 0.90";
    private const string Accent = "0.12 0.38 0.75";
    private const string Soft = "0.95 0.96 0.98";

    /// <summary>The document.</summary>
    public static byte[] Write(CostBook book, string title, DateTimeOffset at)
    {
        var (all, parts, cache, uncertain) = book.Totals();
        var page = new PdfPage(title);
        page.Box(0, 0, PdfPage.Width, 6, Accent)
            .Text(Left, 58, PdfFont.Bold.Fit(title, 20, 360), PdfFont.Bold, 20)
            .TextTo(Right, 58, string.Create(CultureInfo.InvariantCulture, $"Made {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC"), PdfFont.Plain, 9, Quiet)
            .Line(Left, 76, Right - Left, 0.75, Rule)
            .Box(Left, 92, Right - Left, 110, Soft)
            .Text(Left + 16, 116, "Total", PdfFont.Plain, 10, Quiet)
            .Text(Left + 16, 144, $"${all.Cost}", PdfFont.Bold, 20, Accent)
            .Text(Left + 16, 164, string.Create(CultureInfo.InvariantCulture, $"{all.Calls} calls, {all.Usage.TotalInput} tokens in, {all.Usage.TotalOutput} out"), PdfFont.Plain, 9, Quiet)
            .Text(Left + 16, 178, $"Prompt caches saved ${cache.NetSaving}", PdfFont.Plain, 9, Quiet)
            .Text(Left + 16, 192, uncertain > 0 ? string.Create(CultureInfo.InvariantCulture, $"The price of {uncertain} calls is not certain") : "", PdfFont.Plain, 9, Quiet);
        for (var i = 0; i < parts.Parts.Count; i++)
        {
            var part = parts.Parts[i];
            page.Text(Left + 290, 114 + (i * 18), Name(part.Kind), PdfFont.Plain, 9, Quiet)
                .TextTo(Right - 62, 114 + (i * 18), $"${part.Cost}", PdfFont.Bold, 9)
                .TextTo(Right - 16, 114 + (i * 18), Percent(part.Percent), PdfFont.Plain, 9);
        }

        Table(page, "By model", book.Models(), all, 236);
        Table(page, "By session", book.Sessions(), all, 516);
        page.Line(Left, 800, Right - Left, 0.5, Rule)
            .Text(Left, 814, "Counted in the program at list prices, or as the gateway reported; exact to the nano-dollar.", PdfFont.Plain, 7.5, Quiet)
            .TextTo(Right, 814, "Tollgate", PdfFont.Bold, 7.5, Quiet);
        return page.ToBytes(at);
    }

    private static void Table(PdfPage page, string title, IReadOnlyList<SessionCost> items, SessionCost all, double top)
    {
        page.Text(Left, top, title, PdfFont.Bold, 11)
            .TextTo(330, top, "Calls", PdfFont.Plain, 8.5, Quiet)
            .TextTo(408, top, "Share", PdfFont.Plain, 8.5, Quiet)
            .TextTo(Right, top, "Cost USD", PdfFont.Plain, 8.5, Quiet)
            .Line(Left, top + 6, Right - Left, 0.5, Rule);
        var shown = items.Count <= Rows ? items.Count : Rows - 1;
        for (var i = 0; i < shown; i++)
        {
            Row(page, top + 22 + (i * 17), items[i].Name, items[i].Calls, items[i].Cost, all.Cost);
        }

        if (shown < items.Count)
        {
            var rest = items.Skip(shown).ToList();
            var cost = rest.Aggregate(Money.Zero, (sum, item) => sum + item.Cost);
            Row(page, top + 22 + (shown * 17), string.Create(CultureInfo.InvariantCulture, $"{rest.Count} more"), rest.Sum(item => item.Calls), cost, all.Cost);
        }
    }

    private static void Row(PdfPage page, double y, string name, long calls, Money cost, Money total)
    {
        var share = total.Nanos == 0 ? 0m : cost.Nanos * 100m / total.Nanos;
        page.Text(Left, y, PdfFont.Plain.Fit(name, 9, 230), PdfFont.Plain, 9)
            .TextTo(330, y, calls.ToString(CultureInfo.InvariantCulture), PdfFont.Plain, 9)
            .Box(340, y - 6, (double)Math.Clamp(share, 0m, 100m) * 0.26, 6, Accent)
            .TextTo(408, y, Percent(share), PdfFont.Plain, 9)
            .TextTo(Right, y, cost.ToString(), PdfFont.Plain, 9);
    }

    private static string Percent(decimal share) => string.Create(CultureInfo.InvariantCulture, $"{share:0.0} %");

    private static string Name(CostKind kind) => kind switch
    {
        CostKind.Input => "Input",
        CostKind.Output => "Output",
        CostKind.CacheRead => "Read from the cache",
        CostKind.CacheWrite => "Written to the cache",
        _ => "Other",
    };
}
