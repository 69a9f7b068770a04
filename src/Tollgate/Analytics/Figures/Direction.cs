using System.Text.Json.Serialization;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Analytics.Figures;

/// <summary>Where spending goes.</summary>
[JsonConverter(typeof(WordEnumConverter<Direction>))]
internal enum Direction : byte
{
    /// <summary>Neither up nor down.</summary>
    Stable,
    /// <summary>More is spent than before.</summary>
    Up,
    /// <summary>Less is spent than before.</summary>
    Down,
}

/// <summary>How two amounts compare.</summary>
internal static class Directions
{
    /// <summary>Up above this multiple of the earlier amount, down below that one.</summary>
    public static Direction Of(Money earlier, Money later, decimal up, decimal down)
    {
        if (earlier <= Money.Zero)
        {
            return later > Money.Zero ? Direction.Up : Direction.Stable;
        }

        var ratio = (decimal)later.Nanos / earlier.Nanos;
        return ratio > up ? Direction.Up : ratio < down ? Direction.Down : Direction.Stable;
    }

    /// <summary>The change in percent with two decimals; null where nothing was spent before.</summary>
    public static decimal? Change(Money earlier, Money later) =>
        earlier.Nanos == 0 ? null : decimal.Round((((decimal)later.Nanos / earlier.Nanos) - 1) * 100, 2);
}
