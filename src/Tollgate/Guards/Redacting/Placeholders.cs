using System.Text;

namespace Tollgate.Guards.Redacting;

/// <summary>
/// The names that stand for what was taken out of one call: `[EMAIL_1]`, the same value by the same name. Where a rule asks for that, the
/// values are put back into the call's own answer; they live as long as the call, and no other call sees them.
/// </summary>
internal sealed class Placeholders
{
    /// <summary>No name is longer, brackets included.</summary>
    public const int LongestName = 80;

    private const int LongestRule = 60;
    private const int MostDigits = 6;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    /// <summary>Whether there is anything to put back.</summary>
    public bool HasValues => _values.Count > 0;

    /// <summary>The name of a value. Names that stand in the text already are somebody else's words and are not taken.</summary>
    public string Name(string value, string rule, ReadOnlySpan<byte> text)
    {
        if (!_names.TryGetValue(value, out var name))
        {
            var word = rule.Length > LongestRule ? rule[..LongestRule] : rule;
            var begin = $"[{word.ToUpperInvariant().Replace('-', '_')}_";
            var last = _numbers.TryGetValue(begin, out var known) ? known : HighestIn(text, begin);
            var number = _numbers[begin] = last + 1;
            name = _names[value] = $"{begin}{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}]";
        }

        return name;
    }

    /// <summary>Has a value put back where its name comes in the answer.</summary>
    public void Keep(string name, string value) => _values[name] = Encoding.UTF8.GetBytes(value);

    /// <summary>The value behind a name; null when it is none of this call's.</summary>
    public byte[]? Find(ReadOnlySpan<byte> name) => _values.GetValueOrDefault(Encoding.ASCII.GetString(name));

    private static int HighestIn(ReadOnlySpan<byte> text, string begin)
    {
        var start = Encoding.ASCII.GetBytes(begin);
        var highest = 0;
        for (var at = text.IndexOf(start); at >= 0; at = text.IndexOf(start))
        {
            text = text[(at + start.Length)..];
            var (digits, number) = (0, 0);
            while (digits < MostDigits && digits < text.Length && char.IsAsciiDigit((char)text[digits]))
            {
                number = (number * 10) + text[digits++] - '0';
            }

            highest = Math.Max(highest, number);
        }

        return highest;
    }
}
