using System.Globalization;
using System.Text;

namespace Tollgate.Analytics.Reports.Pdf;

/// <summary>
/// A document of one A4 page with text, lines and boxes in the standard fonts, so that it opens everywhere and stays small. A text with letters
/// that those do not have is written in a font that goes into the document. Places are points from the top left corner.
/// </summary>
internal sealed class PdfPage(string title)
{
    /// <summary>How wide A4 is.</summary>
    public const double Width = 595;

    /// <summary>How high A4 is.</summary>
    public const double Height = 842;

    private const int LettersAt = 8;
    private const string LettersName = "F3";

    private readonly StringBuilder _content = new();
    private readonly HashSet<int> _letters = [];

    /// <summary>Writes a text from a place to the right.</summary>
    public PdfPage Text(double x, double y, string text, PdfFont font, double size, string color = "0.13 0.15 0.18")
    {
        var (resource, shown) = PdfLetters.Has(text) ? (LettersName, Letters(text)) : (font.Resource, $"({Escape(text)})");
        _content.Append(CultureInfo.InvariantCulture, $"BT {color} rg /{resource} {size} Tf {x:0.##} {Height - y:0.##} Td {shown} Tj ET\n");
        return this;
    }

    /// <summary>Writes a text that ends at a place.</summary>
    public PdfPage TextTo(double right, double y, string text, PdfFont font, double size, string color = "0.13 0.15 0.18") =>
        Text(right - font.Width(text, size), y, text, font, size, color);

    /// <summary>Draws a line from left to right.</summary>
    public PdfPage Line(double x, double y, double width, double thickness, string color)
    {
        _content.Append(CultureInfo.InvariantCulture, $"{color} RG {thickness:0.##} w {x:0.##} {Height - y:0.##} m {x + width:0.##} {Height - y:0.##} l S\n");
        return this;
    }

    /// <summary>Fills a box below and right of a place.</summary>
    public PdfPage Box(double x, double y, double width, double height, string color)
    {
        _content.Append(CultureInfo.InvariantCulture, $"{color} rg {x:0.##} {Height - y - height:0.##} {width:0.##} {height:0.##} re f\n");
        return this;
    }

    /// <summary>The document.</summary>
    public byte[] ToBytes(DateTimeOffset madeAt)
    {
        var content = _content.ToString();
        IReadOnlyList<string> letters = _letters.Count == 0 ? [] : PdfLetters.Font.Objects(LettersAt, _letters);
        var embedded = letters.Count == 0 ? "" : $" /{LettersName} {LettersAt} 0 R";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            string.Create(CultureInfo.InvariantCulture, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Width} {Height}] /Resources << /Font << /{PdfFont.Plain.Resource} 5 0 R /{PdfFont.Bold.Resource} 6 0 R{embedded} >> >> /Contents 4 0 R >>"),
            string.Create(CultureInfo.InvariantCulture, $"<< /Length {content.Length} >>\nstream\n{content}endstream"),
            Font(PdfFont.Plain),
            Font(PdfFont.Bold),
            string.Create(CultureInfo.InvariantCulture, $"<< /Title {Title(title)} /Producer (Tollgate) /CreationDate (D:{madeAt.UtcDateTime:yyyyMMddHHmmss}Z) >>"),
            .. letters,
        ];
        var text = new StringBuilder("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        var places = new List<int>(objects.Length);
        for (var i = 0; i < objects.Length; i++)
        {
            places.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        places.ForEach(place => text.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n"));
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R /Info {LettersAt - 1} 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static string Font(PdfFont font) => $"<< /Type /Font /Subtype /Type1 /BaseFont /{font.Name} /Encoding /WinAnsiEncoding >>";

    /// <summary>The shapes of a text, by their numbers.</summary>
    private string Letters(string text)
    {
        var shown = new StringBuilder("<");
        foreach (var glyph in PdfLetters.Font.Glyphs(text))
        {
            _letters.Add(glyph);
            shown.Append(glyph.ToString("X4", CultureInfo.InvariantCulture));
        }

        return shown.Append('>').ToString();
    }

    /// <summary>A title with other letters is in UTF-16, as the standard has it.</summary>
    private static string Title(string title) => PdfLetters.Has(title) ? $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}>" : $"({Escape(title)})";

    private static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            _ = sign switch
            {
                '(' or ')' or '\\' => safe.Append('\\').Append(sign),
                _ => safe.Append(sign),
            };
        }

        return safe.ToString();
    }
}
