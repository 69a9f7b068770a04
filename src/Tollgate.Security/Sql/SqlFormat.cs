using System.Text;

namespace Tollgate.Security.Sql;

/// <summary>Puts values into formats, as far as it matters whether they can carry SQL.</summary>
internal static class SqlFormat
{
    private const int LongestHole = 64;

    /// <summary>`%s`, `%d`, `%(name)s`, `%1$s`, `%v`: numbers cannot carry SQL.</summary>
    public static SqlValue Percent(SqlValue format, IReadOnlyList<SqlValue> values)
    {
        var made = format with { Text = string.Empty };
        var piece = new StringBuilder();
        var next = 0;
        for (var at = 0; at < format.Text.Length; at++)
        {
            if (format.Text[at] != '%' || at + 1 == format.Text.Length)
            {
                piece.Append(format.Text[at]);
                continue;
            }

            var end = ConversionEnd(format.Text, at + 1);
            var conversion = end < format.Text.Length ? format.Text[end] : '%';
            if (conversion == '%')
            {
                piece.Append('%');
            }
            else
            {
                made = Put(made, piece, conversion is 'd' or 'f' or 'i' or 'u' or 'x' or 'X' or 'e' or 'g' or 't' or 'b' or 'p' ? SqlValue.Harmless : Pick(values, next));
                next++;
            }

            at = end;
        }

        return Put(made, piece, SqlValue.Empty);
    }

    /// <summary>`{}`, `{0}`, `{name}`.</summary>
    public static SqlValue Braces(SqlValue format, IReadOnlyList<SqlValue> values)
    {
        var made = format with { Text = string.Empty };
        var piece = new StringBuilder();
        var next = 0;
        for (var at = 0; at < format.Text.Length; at++)
        {
            var close = HoleEnd(format.Text, at);
            if (close < 0)
            {
                piece.Append(format.Text[at]);
                continue;
            }

            made = Put(made, piece, PickNamed(format.Text.AsSpan(at + 1, close - at - 1), values, next));
            next++;
            at = close;
        }

        return Put(made, piece, SqlValue.Empty);
    }

    /// <summary>Where the hole ends that starts there; -1 when none does.</summary>
    private static int HoleEnd(string text, int at)
    {
        if (text[at] != '{' || (at + 1 < text.Length && text[at + 1] == '{'))
        {
            return -1;
        }

        var close = text.AsSpan(at, Math.Min(LongestHole, text.Length - at)).IndexOf('}');
        return close < 0 ? -1 : at + close;
    }

    private static SqlValue PickNamed(ReadOnlySpan<char> name, IReadOnlyList<SqlValue> values, int next)
    {
        var digits = name.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? name.Length : digits;
        if (digits is > 0 and < 4)
        {
            return Pick(values, int.Parse(name[..digits], System.Globalization.CultureInfo.InvariantCulture));
        }

        return name.IsEmpty || name[0] is ':' or '!' ? Pick(values, next) : Worst(values);
    }

    private static SqlValue Put(SqlValue made, StringBuilder piece, SqlValue value)
    {
        made = made.Join(new SqlValue(piece.ToString(), SqlRisk.Constant), SqlBuild.Format).Join(value, SqlBuild.Format);
        piece.Clear();
        return made;
    }

    private static SqlValue Pick(IReadOnlyList<SqlValue> values, int number) => number < values.Count ? values[number] : Worst(values);

    private static SqlValue Worst(IReadOnlyList<SqlValue> values)
    {
        var worst = SqlValue.Harmless;
        foreach (var value in values)
        {
            worst = worst.Or(value);
        }

        return worst;
    }

    private static int ConversionEnd(string text, int at)
    {
        if (at < text.Length && text[at] == '(')
        {
            var close = text.IndexOf(')', at);
            at = close < 0 || close - at > 64 ? at : close + 1;
        }

        while (at < text.Length && text[at] is >= '0' and <= '9' or '-' or '+' or '.' or '$' or '#' or ' ' && at + 1 < text.Length && text[at + 1] != ' ')
        {
            at++;
        }

        return at;
    }
}
