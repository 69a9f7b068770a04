using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Tollgate.Analytics.Reports.Pdf;

/// <summary>
/// Letters beyond the standard fonts: Latin of all of Europe, Greek, Cyrillic, signs of money. A font of their own that goes into the document
/// (made from DejaVu Sans by eng/letters.py), for names must come out as they are written wherever the page is opened.
/// </summary>
internal sealed class PdfLetters
{
    private const string Resource = "letters.ttf";
    private const int NoGlyph = 0;

    private static readonly Lazy<PdfLetters> Loaded = new(() => new PdfLetters(Read()));

    private readonly byte[] _font;
    private readonly Dictionary<char, int> _glyphs = [];
    private readonly int _widths;
    private readonly int _em;
    private readonly int _substitute;

    private PdfLetters(byte[] font)
    {
        _font = font;
        _em = Number(Table("head") + 18);
        _widths = Table("hmtx");
        ReadCharacters(Table("cmap") + 12);
        _substitute = _glyphs['?'];
    }

    /// <summary>The one font.</summary>
    public static PdfLetters Font => Loaded.Value;

    /// <summary>Whether a text has letters that the standard fonts do not write.</summary>
    public static bool Has(string text)
    {
        foreach (var sign in text)
        {
            if (sign is < ' ' or (> '~' and < '\u00a0') or > '\u00ff')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How wide a text is, in points.</summary>
    public double Width(string text, double size)
    {
        var sum = 0;
        foreach (var glyph in Glyphs(text))
        {
            sum += Width(glyph);
        }

        return sum * size / 1000;
    }

    /// <summary>The shapes of a text; a sign that the font does not have is a question mark.</summary>
    public IEnumerable<int> Glyphs(string text)
    {
        foreach (var sign in text)
        {
            if (!char.IsLowSurrogate(sign))
            {
                yield return _glyphs.GetValueOrDefault(sign, _substitute);
            }
        }
    }

    /// <summary>The objects of the font in a document, the first of them being the font: to be numbered from a place on.</summary>
    public IReadOnlyList<string> Objects(int first, IReadOnlySet<int> used)
    {
        var code = new MemoryStream();
        using (var packed = new ZLibStream(code, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            packed.Write(_font);
        }

        var map = Map(used);
        return
        [
            $"<< /Type /Font /Subtype /Type0 /BaseFont /Letters /Encoding /Identity-H /DescendantFonts [{first + 1} 0 R] /ToUnicode {first + 3} 0 R >>",
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Letters /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {first + 2} 0 R /CIDToGIDMap /Identity /DW 600 /W [{Widths(used)}] >>",
            $"<< /Type /FontDescriptor /FontName /Letters /Flags 4 /FontBBox [-1021 -463 1793 1232] /ItalicAngle 0 /Ascent 928 /Descent -236 /CapHeight 729 /StemV 80 /FontFile2 {first + 4} 0 R >>",
            $"<< /Length {map.Length} >>\nstream\n{map}endstream",
            $"<< /Length {code.Length} /Length1 {_font.Length} /Filter /FlateDecode >>\nstream\n{Encoding.Latin1.GetString(code.ToArray())}\nendstream",
        ];
    }

    private string Widths(IReadOnlySet<int> used) => string.Join(' ', used.Order().Select(glyph => string.Create(CultureInfo.InvariantCulture, $"{glyph} [{Width(glyph)}]")));

    /// <summary>What letters the shapes are, for whoever searches or copies.</summary>
    private string Map(IReadOnlySet<int> used)
    {
        var letters = _glyphs.GroupBy(entry => entry.Value).ToDictionary(group => group.Key, group => group.Min(entry => entry.Key));
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Letters def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var some in used.Where(letters.ContainsKey).Order().Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n");
            foreach (var glyph in some)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{(int)letters[glyph]:X4}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    private int Width(int glyph) => Number(_widths + (4 * glyph)) * 1000 / _em;

    /// <summary>The runs of characters of a table of format 4, whose shapes are numbered in a row.</summary>
    private void ReadCharacters(int table)
    {
        var runs = Number(table + 6) / 2;
        for (var i = 0; i < runs; i++)
        {
            var (last, first, delta) = (Number(table + 14 + (2 * i)), Number(table + 16 + (2 * runs) + (2 * i)), Number(table + 16 + (4 * runs) + (2 * i)));
            for (var sign = first; sign <= last && (ushort)(sign + delta) != NoGlyph; sign++)
            {
                _glyphs[(char)sign] = (ushort)(sign + delta);
            }
        }
    }

    private int Table(string tag)
    {
        var count = Number(4);
        for (var i = 0; i < count; i++)
        {
            if (Encoding.ASCII.GetString(_font, 12 + (16 * i), 4) == tag)
            {
                return BinaryPrimitives.ReadInt32BigEndian(_font.AsSpan(20 + (16 * i)));
            }
        }

        throw new InvalidDataException($"The font has no table '{tag}'.");
    }

    private int Number(int at) => BinaryPrimitives.ReadUInt16BigEndian(_font.AsSpan(at));

    private static byte[] Read()
    {
        using var stream = typeof(PdfLetters).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidDataException($"{Resource} is not in the program.");
        var font = new byte[stream.Length];
        stream.ReadExactly(font);
        return font;
    }
}
