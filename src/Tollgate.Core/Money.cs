using System.Buffers;
using System.Globalization;

namespace Tollgate.Core;

/// <summary>An amount of US dollars in whole nano-dollars (1 USD = 1,000,000,000). All arithmetic is checked.</summary>
public readonly record struct Money(long Nanos) : IComparable<Money>
{
    /// <summary>Nano-dollars in one dollar.</summary>
    public const long NanosPerDollar = 1_000_000_000;

    /// <summary>No money.</summary>
    public static readonly Money Zero = new(0);

    /// <summary>The largest amount; stands for "no limit".</summary>
    public static readonly Money MaxValue = new(long.MaxValue);

    /// <summary>Whole dollars.</summary>
    public static Money FromDollars(long dollars) => new(checked(dollars * NanosPerDollar));

    /// <summary>Rounds an exact amount of nano-dollars upwards: the one rounding a ledger line gets.</summary>
    /// <exception cref="OverflowException">The amount does not fit.</exception>
    public static Money CeilingFromNanos(decimal nanos) => new(decimal.ToInt64(decimal.Ceiling(nanos)));

    /// <summary>Reads a decimal string in dollars: optional minus, digits, at most nine decimals, no exponent, no separators.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Money money)
    {
        money = Zero;
        var negative = text is ['-', ..];
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? "0" : digits[(point + 1)..];
        if (!IsDigits(whole, MaxWholeDigits) || !IsDigits(fraction, Decimals))
        {
            return false;
        }

        var nanos = ((Int128)long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture) * NanosPerDollar) + FractionNanos(fraction);
        if (nanos > long.MaxValue)
        {
            return false;
        }

        money = new Money(negative ? -(long)nanos : (long)nanos);
        return true;
    }

    /// <summary>Reads a decimal string in dollars.</summary>
    /// <exception cref="FormatException">The text is not such a string.</exception>
    public static Money Parse(string text) =>
        TryParse(text, out var money) ? money : throw new FormatException($"'{text}' is not an amount in dollars with at most nine decimals.");

    /// <summary>The sum.</summary>
    public static Money operator +(Money left, Money right) => new(checked(left.Nanos + right.Nanos));

    /// <summary>The difference.</summary>
    public static Money operator -(Money left, Money right) => new(checked(left.Nanos - right.Nanos));

    /// <summary>The same amount with the other sign.</summary>
    public static Money operator -(Money money) => new(checked(-money.Nanos));

    /// <summary>A whole multiple.</summary>
    public static Money operator *(Money money, long times) => new(checked(money.Nanos * times));

    /// <summary>Whether the left amount is smaller.</summary>
    public static bool operator <(Money left, Money right) => left.Nanos < right.Nanos;

    /// <summary>Whether the left amount is larger.</summary>
    public static bool operator >(Money left, Money right) => left.Nanos > right.Nanos;

    /// <summary>Whether the left amount is smaller or equal.</summary>
    public static bool operator <=(Money left, Money right) => left.Nanos <= right.Nanos;

    /// <summary>Whether the left amount is larger or equal.</summary>
    public static bool operator >=(Money left, Money right) => left.Nanos >= right.Nanos;

    /// <summary>The smaller of two amounts.</summary>
    public static Money Min(Money left, Money right) => left.Nanos <= right.Nanos ? left : right;

    /// <summary>The larger of two amounts.</summary>
    public static Money Max(Money left, Money right) => left.Nanos >= right.Nanos ? left : right;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Nanos.CompareTo(other.Nanos);

    /// <summary>Dollars as a decimal string: at least two decimals, at most nine, no exponent ("5.00", "0.011685").</summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[MaxTextLength];
        return new string(buffer[..Format(buffer)]);
    }

    /// <summary>Writes <see cref="ToString"/> as UTF-8.</summary>
    public void WriteTo(IBufferWriter<byte> writer)
    {
        Span<char> buffer = stackalloc char[MaxTextLength];
        var length = Format(buffer);
        var span = writer.GetSpan(length);
        for (var i = 0; i < length; i++)
        {
            span[i] = (byte)buffer[i];
        }

        writer.Advance(length);
    }

    private const int MaxTextLength = 24;
    private const int MaxWholeDigits = 10;
    private const int Decimals = 9;

    private static bool IsDigits(ReadOnlySpan<char> text, int most) => text.Length > 0 && text.Length <= most && !text.ContainsAnyExceptInRange('0', '9');

    private static long FractionNanos(ReadOnlySpan<char> fraction)
    {
        var nanos = long.Parse(fraction, NumberStyles.None, CultureInfo.InvariantCulture);
        for (var i = fraction.Length; i < Decimals; i++)
        {
            nanos *= 10;
        }

        return nanos;
    }

    private int Format(Span<char> buffer)
    {
        var at = 0;
        if (Nanos < 0)
        {
            buffer[at++] = '-';
        }

        var size = (ulong)Int128.Abs(Nanos);
        _ = (size / NanosPerDollar).TryFormat(buffer[at..], out var written, default, CultureInfo.InvariantCulture);
        at += written;
        buffer[at++] = '.';
        _ = (size % NanosPerDollar).TryFormat(buffer[at..], out written, "D9", CultureInfo.InvariantCulture);
        var shortest = at + 2;
        at += written;
        while (at > shortest && buffer[at - 1] == '0')
        {
            at--;
        }

        return at;
    }
}
