namespace Tollgate.Telemetry;

/// <summary>What one counted unit is of the unit that is printed. Everything is counted in whole numbers.</summary>
internal enum MetricScale : byte
{
    /// <summary>The same.</summary>
    One = 0,
    /// <summary>A thousandth of a thousandth: durations, printed in seconds.</summary>
    Micro = 6,
    /// <summary>A thousand-millionth: money, printed in dollars.</summary>
    Nano = 9,
}
