using System.Text.Json;
using Tollgate.Core;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Pricing.Updates;

/// <summary>Reads every row of a catalogue before any of it is put in force.</summary>
internal static class CatalogCheck
{
    private const int MostFaults = 10;

    /// <summary>What is wrong, the first few; empty when every row is fine.</summary>
    public static IReadOnlyList<string> Faults(PriceList list)
    {
        var faults = new List<string>();
        foreach (var model in list.Providers.SelectMany(provider => provider.Models))
        {
            if (Fault(model) is { } fault)
            {
                faults.Add($"{model.Provider}/{model.Name}: {fault}");
            }

            if (faults.Count == MostFaults)
            {
                break;
            }
        }

        return faults;
    }

    /// <summary>Whether an exception says that a row is not well-formed.</summary>
    public static bool IsBadRow(Exception fault) =>
        fault is FormatException or JsonException or InvalidOperationException or KeyNotFoundException or OverflowException or ArgumentException or IndexOutOfRangeException;

    private static string? Fault(ListedModel model)
    {
        try
        {
            return FaultOf(model.Rows);
        }
        catch (Exception fault) when (IsBadRow(fault))
        {
            return fault.Message;
        }
    }

    private static string? FaultOf(IReadOnlyList<PricedModel> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var fault = FaultOf(rows[i]) ?? (i > 0 && rows[i - 1].Price.To != rows[i].Price.From ? "its price rows do not follow each other." : null);
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? FaultOf(PricedModel row)
    {
        var price = row.Price;
        var rates = price.Standard.Base;
        if (rates.IsEmpty || price.From == DateTimeOffset.MinValue || price.To <= price.From)
        {
            return "a price row states no price, or no day from which it holds, or ends before it begins.";
        }

        if (!price.Source.StartsWith("https://", StringComparison.Ordinal) || price.SourceDate is null)
        {
            return "a price row names no source, or no day on which it was read.";
        }

        var isChat = row.Traits.Mode is "chat" or "completion";
        return isChat && !rates.Knows(Unit.Output) && !rates.Knows(Unit.CodeSession) ? "a chat model prices no output." : null;
    }
}
