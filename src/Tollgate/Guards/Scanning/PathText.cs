using System.Globalization;
using System.Text;

namespace Tollgate.Guards.Scanning;

/// <summary>A path such as `messages[3].content`. Names are the caller's text: what is not plain and short is a star.</summary>
internal readonly struct PathText()
{
    private const int LongestName = 40;
    private readonly StringBuilder _text = new();

    /// <summary>Goes to a member.</summary>
    public void Name(ReadOnlySpan<byte> name)
    {
        if (_text.Length > 0)
        {
            _text.Append('.');
        }

        _text.Append(IsPlain(name) ? Encoding.ASCII.GetString(name) : "*");
    }

    /// <summary>Goes to an item of a list.</summary>
    public void Index(int index) => _text.Append(CultureInfo.InvariantCulture, $"[{index}]");

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static bool IsPlain(ReadOnlySpan<byte> name)
    {
        foreach (var value in name)
        {
            if (!char.IsAsciiLetter((char)value) && value != '_')
            {
                return false;
            }
        }

        return name.Length is > 0 and <= LongestName;
    }
}
