namespace Tollgate.Cli.SourceScan;

/// <summary>Turns places in UTF-8 bytes into places in characters (Unicode code points); cheap when asked in rising order.</summary>
internal ref struct CharacterPlaces(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _bytes;
    private int _characters;

    /// <summary>How many characters start before the byte.</summary>
    public int Of(int place)
    {
        if (place < _bytes)
        {
            (_bytes, _characters) = (0, 0);
        }

        foreach (var value in _text[_bytes..place])
        {
            _characters += value is >= 0x80 and < 0xC0 ? 0 : 1;
        }

        _bytes = place;
        return _characters;
    }
}
