using System.Globalization;

namespace Tollgate.Hosting.Settings;

/// <summary>Reads and writes the values of settings.</summary>
internal static class SettingText
{
    private static readonly (string Suffix, long Ticks)[] Times =
    [
        ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour), ("d", TimeSpan.TicksPerDay),
    ];

    private static readonly (string Suffix, long Bytes)[] Sizes =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("B", 1),
    ];

    /// <summary>"10s", "5ms", "2m", "1h", "1d"; a bare number is seconds.</summary>
    public static bool TryTime(string text, out TimeSpan time)
    {
        time = default;
        foreach (var (suffix, ticks) in Times)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && Number(text.AsSpan(0, text.Length - suffix.Length)) is { } number)
            {
                return Fits(number * ticks, out time);
            }
        }

        return Number(text) is { } seconds && Fits(seconds * TimeSpan.TicksPerSecond, out time);
    }

    /// <summary>"32MB" (1 MB = 1,048,576 bytes); a bare number is bytes.</summary>
    public static bool TrySize(string text, out long bytes)
    {
        bytes = 0;
        foreach (var (suffix, size) in Sizes)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && Number(text.AsSpan(0, text.Length - suffix.Length)) is { } number)
            {
                return FitsSize(number * size, out bytes);
            }
        }

        return Number(text) is { } plain && FitsSize(plain, out bytes);
    }

    /// <summary>A time as people write it.</summary>
    public static string Of(TimeSpan time)
    {
        if (time == TimeSpan.Zero)
        {
            return "0s";
        }

        for (var i = Times.Length - 1; i > 0; i--)
        {
            if (time.Ticks % Times[i].Ticks == 0 && Times[i].Suffix != "d")
            {
                return string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / Times[i].Ticks}{Times[i].Suffix}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds}ms");
    }

    /// <summary>A number of bytes as people write it.</summary>
    public static string OfSize(long bytes) => bytes switch
    {
        >= 1L << 30 when bytes % (1L << 30) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 30}GB"),
        >= 1L << 20 when bytes % (1L << 20) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20}MB"),
        >= 1L << 10 when bytes % (1L << 10) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10}KB"),
        _ => bytes.ToString(CultureInfo.InvariantCulture),
    };

    private static decimal? Number(ReadOnlySpan<char> text) =>
        decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1_000_000_000_000m ? number : null;

    private static bool Fits(decimal ticks, out TimeSpan time)
    {
        var isFine = ticks <= TimeSpan.TicksPerDay * 36_500m;
        time = isFine ? TimeSpan.FromTicks((long)ticks) : default;
        return isFine;
    }

    private static bool FitsSize(decimal size, out long bytes)
    {
        var isFine = size <= long.MaxValue && size == decimal.Truncate(size);
        bytes = isFine ? (long)size : 0;
        return isFine;
    }
}
