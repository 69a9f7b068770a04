namespace Tollgate.Analytics.Reports.Pdf;

/// <summary>One of the fonts that every reader of PDF has, and how wide its letters are.</summary>
internal sealed class PdfFont
{
    private const int First = 32;
    private const int UsualWidth = 556;

    private readonly short[] _widths;

    private PdfFont(string resource, string name, short[] widths)
    {
        Resource = resource;
        Name = name;
        _widths = widths;
    }

    /// <summary>Helvetica.</summary>
    public static PdfFont Plain { get; } = new("F1", "Helvetica",
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ]);

    /// <summary>Helvetica, bold.</summary>
    public static PdfFont Bold { get; } = new("F2", "Helvetica-Bold",
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
        975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
        333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ]);

    /// <summary>Its name on the page.</summary>
    public string Resource { get; }

    /// <summary>Its name in the standard.</summary>
    public string Name { get; }

    /// <summary>How wide a text is, in points.</summary>
    public double Width(string text, double size)
    {
        if (PdfLetters.Has(text))
        {
            return PdfLetters.Font.Width(text, size);
        }

        var sum = 0;
        foreach (var sign in text)
        {
            sum += sign - First is var place && place >= 0 && place < _widths.Length ? _widths[place] : UsualWidth;
        }

        return sum * size / 1000;
    }

    /// <summary>The text, shortened with dots where it is wider than a width.</summary>
    public string Fit(string text, double size, double most)
    {
        if (Width(text, size) <= most)
        {
            return text;
        }

        var end = text.Length;
        while (end > 0 && Width(text[..end] + "...", size) > most)
        {
            end--;
        }

        return text[..end] + "...";
    }
}
