using System.Globalization;

namespace Tollgate.Pricing.Updates;

/// <summary>The version of a price catalogue: a day and a number on that day ("2026-11-21.1"), so that two can be ordered.</summary>
internal readonly record struct CatalogVersion(DateOnly Day, int Number) : IComparable<CatalogVersion>
{
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>Reads a version; false when the text is none.</summary>
    public static bool TryParse(string? text, out CatalogVersion version)
    {
        version = default;
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 0
            || !DateOnly.TryParseExact(text.AsSpan(0, dot), DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || !int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            return false;
        }

        version = new CatalogVersion(day, number);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(CatalogVersion other) => (Day, Number).CompareTo((other.Day, other.Number));

    /// <summary>Whether the left one is older.</summary>
    public static bool operator <(CatalogVersion left, CatalogVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is newer.</summary>
    public static bool operator >(CatalogVersion left, CatalogVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is older or the same.</summary>
    public static bool operator <=(CatalogVersion left, CatalogVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is newer or the same.</summary>
    public static bool operator >=(CatalogVersion left, CatalogVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}.{Number}");
}
