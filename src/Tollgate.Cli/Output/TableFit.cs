using System.Text.Json.Nodes;

namespace Tollgate.Cli.Output;

/// <summary>Which columns of a table are shown in a width. Ids and the first column always are; of the others the empty ones go first, then from the right.</summary>
internal sealed record TableFit(IReadOnlyList<Column> Shown, IReadOnlyList<Column> LeftOut, int Width)
{
    /// <summary>A line and a blank on either side.</summary>
    private const int Frame = 3;

    /// <summary>A wrapped column is worth reading from here on.</summary>
    private const int Readable = 12;

    /// <summary>Fits the columns.</summary>
    public static TableFit Of(JsonArray items, IReadOnlyList<Column> columns, int width)
    {
        var shown = columns.ToList();
        var leftOut = new List<Column>();
        var least = columns.ToDictionary(column => column, column => Least(items, column));
        var goes = shown.Skip(1).Where(column => !column.IsId).Reverse().OrderByDescending(column => items.All(item => column.Show(item).Length == 0)).ToList();
        foreach (var column in goes.TakeWhile(_ => Needed(shown, least) > width))
        {
            shown.Remove(column);
            leftOut.Insert(0, column);
        }

        return new TableFit(shown, [.. columns.Where(leftOut.Contains)], Math.Max(width, Needed(shown, least)));
    }

    private static int Needed(List<Column> shown, Dictionary<Column, int> least) => 1 + shown.Sum(column => least[column] + Frame);

    private static int Least(JsonArray items, Column column)
    {
        var texts = items.Select(column.Show).ToList();
        var heading = Words(column.Heading);
        return column.IsWhole || column.IsNumber
            ? Math.Max(heading, texts.Max(text => text.Length))
            : Math.Max(heading, Math.Min(texts.Max(Words), Readable));
    }

    private static int Words(string text) => text.Split(' ').Max(word => word.Length);
}
