using System.Globalization;
using System.Text;

namespace Tollgate.Security.Matching;

/// <summary>
/// Reads the pattern language of the catalogue: literal text, `[class]`, `(one|two)` of literals, each with `{n}`, `{n,m}` or `?`.
/// A backslash takes the next character as it is. There is no other repetition, so that every match is bounded.
/// </summary>
internal ref struct PatternParser(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    /// <summary>The steps.</summary>
    public List<PatternStep> Parse()
    {
        var steps = new List<PatternStep>();
        while (_at < _text.Length)
        {
            steps.Add(ReadStep());
        }

        return steps;
    }

    private PatternStep ReadStep()
    {
        switch (_text[_at])
        {
            case '[':
                var inside = Inside(']');
                var (least, most) = ReadCount();
                return new PatternStep([], ByteClass.Parse(inside), least, most);
            case '(':
                var choices = ReadChoices(Inside(')'));
                var (none, one) = ReadCount();
                return new PatternStep(choices, null, none, one);
            default:
                return new PatternStep([ReadLiteral()], null, 1, 1);
        }
    }

    private ReadOnlySpan<char> Inside(char close)
    {
        var start = ++_at;
        while (_text[_at] != close)
        {
            _at += _text[_at] == '\\' ? 2 : 1;
        }

        return _text[start.._at++];
    }

    private static byte[][] ReadChoices(ReadOnlySpan<char> inside)
    {
        var choices = new List<byte[]>();
        foreach (var part in inside.Split('|'))
        {
            choices.Add(Encoding.UTF8.GetBytes(inside[part].ToString().Replace("\\", "", StringComparison.Ordinal)));
        }

        choices.Sort(static (left, right) => right.Length.CompareTo(left.Length));
        return [.. choices];
    }

    private byte[] ReadLiteral()
    {
        var literal = new StringBuilder();
        while (_at < _text.Length && _text[_at] is not ('[' or '('))
        {
            _at += _text[_at] == '\\' ? 1 : 0;
            literal.Append(_text[_at++]);
        }

        return Encoding.UTF8.GetBytes(literal.ToString());
    }

    private (int Least, int Most) ReadCount()
    {
        if (_at < _text.Length && _text[_at] == '?')
        {
            _at++;
            return (0, 1);
        }

        if (_at == _text.Length || _text[_at] != '{')
        {
            return (1, 1);
        }

        var inside = Inside('}');
        var comma = inside.IndexOf(',');
        return comma < 0
            ? (Number(inside), Number(inside))
            : (Number(inside[..comma]), Number(inside[(comma + 1)..]));
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
