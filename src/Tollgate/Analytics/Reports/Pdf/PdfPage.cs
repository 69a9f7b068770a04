using System.Globalization;
using System.Text;

namespace Tollgate.Analytics.Reports.Pdf;

/// <summary>
/// A document of one A4 page with text, lines and boxes in the standard fonts: nothing is embedded, so that it opens everywhere and stays small.
/// Places are points from the top left corner. Signs outside Latin-1 are written as question marks.
/// </summary>
internal sealed class PdfPage(string title)
{
    /// <summary>How wide A4 is.</summary>
    public const double Width = 595;

    /// <summary>How high A4 is.</summary>
    public const double Height = 842;

    private readonly StringBuilder _content = new();

    /// <summary>Writes a text from a place to the right.</summary>
    public PdfPage Text(double x, double y, string text, PdfFont font, double size, string color = "0.13 0.15 0.18")
    {
        _content.Append(CultureInfo.InvariantCulture, $"BT {color} rg /{font.Resource} {size} Tf {x:0.##} {Height - y:0.##} Td ({Escape(text)}) Tj ET\n");
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
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            string.Create(CultureInfo.InvariantCulture, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Width} {Height}] /Resources << /Font << /{PdfFont.Plain.Resource} 5 0 R /{PdfFont.Bold.Resource} 6 0 R >> >> /Contents 4 0 R >>"),
            string.Create(CultureInfo.InvariantCulture, $"<< /Length {content.Length} >>\nstream\n{content}endstream"),
            Font(PdfFont.Plain),
            Font(PdfFont.Bold),
            string.Create(CultureInfo.InvariantCulture, $"<< /Title ({Escape(title)}) /Producer (Tollgate) /CreationDate (D:{madeAt.UtcDateTime:yyyyMMddHHmmss}Z) >>"),
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
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R /Info {objects.Length} 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static string Font(PdfFont font) => $"<< /Type /Font /Subtype /Type1 /BaseFont /{font.Name} /Encoding /WinAnsiEncoding >>";

    private static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            _ = sign switch
            {
                '(' or ')' or '\\' => safe.Append('\\').Append(sign),
                < ' ' or (> '~' and < '\u00a0') or > '\u00ff' => safe.Append('?'),
                _ => safe.Append(sign),
            };
        }

        return safe.ToString();
    }
}
