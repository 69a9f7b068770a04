namespace Tollgate.Guards.Redacting;

/// <summary>Finds names of placeholders in a text that comes byte by byte. Holds back no more than what may still become a name.</summary>
internal sealed class PlaceholderReader(Placeholders placeholders)
{
    private readonly byte[] _name = new byte[Placeholders.LongestName];
    private int _length;
    private int _read;

    /// <summary>Up to where nothing is open: the rest may be the beginning of a name.</summary>
    public int Settled => _read - _length;

    /// <summary>Takes the next byte; the value behind the name that it ends, which starts at <paramref name="start"/>, or null.</summary>
    public byte[]? Next(byte next, out int start)
    {
        _read++;
        start = 0;
        if (next == (byte)'[')
        {
            _name[0] = next;
            _length = 1;
            return null;
        }

        if (_length == 0)
        {
            return null;
        }

        if (_length == _name.Length || !(char.IsAsciiLetterUpper((char)next) || char.IsAsciiDigit((char)next) || next is (byte)'_' or (byte)']'))
        {
            _length = 0;
            return null;
        }

        _name[_length++] = next;
        if (next != (byte)']')
        {
            return null;
        }

        var found = placeholders.Find(_name.AsSpan(0, _length));
        start = _read - _length;
        _length = 0;
        return found;
    }
}
