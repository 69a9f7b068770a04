using System.Globalization;
using System.Text.Json;

namespace Tollgate.Analytics.Reconciling;

/// <summary>Reads amounts from their text, never through a binary fraction.</summary>
internal static class BillNumbers
{
    /// <summary>A whole number; 0 where the field is absent or null.</summary>
    public static long Count(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;

    /// <summary>Text; null where the field is absent, null or empty.</summary>
    public static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>A decimal number, written as a number or as text.</summary>
    public static decimal Amount(JsonElement value) =>
        decimal.Parse(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Half of the last decimal: how far a rounded amount may lie from the true one.</summary>
    public static decimal Precision(decimal amount)
    {
        var half = 0.5m;
        for (var decimals = (decimal.GetBits(amount)[3] >> 16) & 0x7F; decimals > 0; decimals--)
        {
            half /= 10;
        }

        return half;
    }
}
