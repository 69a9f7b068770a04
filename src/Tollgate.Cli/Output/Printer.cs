using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Tollgate.Cli.Output;

/// <summary>Prints answers: tables for people, JSON and CSV for programs. Results go to standard output, everything else to standard error.</summary>
/// <param name="form">How answers are printed.</param>
/// <param name="output">Where to.</param>
/// <param name="columns">The width of the terminal where it is said, as COLUMNS says it.</param>
internal sealed class Printer(OutputForm form, TextWriter output, int? columns = null)
{
    /// <summary>For what is piped: nothing tells how it will be read.</summary>
    private const int PipedWidth = 160;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How answers are printed.</summary>
    public OutputForm Form => form;

    /// <summary>A list of items.</summary>
    public void List(JsonNode page, IReadOnlyList<Column> columns)
    {
        var items = page["items"] as JsonArray ?? [];
        switch (form)
        {
            case OutputForm.Json:
                Json(page);
                break;
            case OutputForm.Csv:
                Csv(items, columns);
                break;
            default:
                Table(items, columns);
                break;
        }
    }

    /// <summary>One item: a row a member.</summary>
    public void Item(JsonNode item, IReadOnlyList<Column> columns)
    {
        if (form == OutputForm.Json)
        {
            Json(item);
            return;
        }

        if (form == OutputForm.Csv)
        {
            Csv([item.DeepClone()], columns);
            return;
        }

        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn(string.Empty).AddColumn(string.Empty);
        foreach (var column in columns)
        {
            if (column.Show(item) is { Length: > 0 } text)
            {
                table.AddRow(Markup.Escape(column.Heading), Markup.Escape(text));
            }
        }

        Write(table);
    }

    /// <summary>A sentence for people; silent for programs.</summary>
    public void Say(string sentence)
    {
        if (form == OutputForm.Table)
        {
            output.WriteLine(sentence);
        }
    }

    /// <summary>The API's own answer.</summary>
    public void Json(JsonNode node) => output.WriteLine(node.ToJsonString(Indented));

    /// <summary>The same in one line, for what comes one by one.</summary>
    public static string Line(JsonNode node) => node.ToJsonString(OneLine);

    /// <summary>Anything Spectre draws, at the width of the terminal. Colours are for a terminal whose owner wants them: no pipe gets any.</summary>
    public void Write(Spectre.Console.Rendering.IRenderable drawing) => Write(drawing, null);

    private void Write(Spectre.Console.Rendering.IRenderable drawing, int? width)
    {
        var isPlain = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        console.Profile.Width = width ?? Width(console);
        console.Write(drawing);
    }

    private int Width(IAnsiConsole console) => columns ?? (Console.IsOutputRedirected ? PipedWidth : console.Profile.Width);

    private void Table(JsonArray items, IReadOnlyList<Column> all)
    {
        if (items.Count == 0)
        {
            output.WriteLine("Nothing there.");
            return;
        }

        var fit = TableFit.Of(items, all, Width(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) })));
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in fit.Shown)
        {
            var heading = new TableColumn(Markup.Escape(column.Heading)) { NoWrap = column.IsWhole };
            table.AddColumn(column.IsNumber ? heading.RightAligned() : heading);
        }

        foreach (var item in items)
        {
            table.AddRow(fit.Shown.Select(column => Markup.Escape(column.Show(item))).ToArray());
        }

        Write(table, fit.Width);
        if (fit.LeftOut.Count > 0)
        {
            output.WriteLine($"No room for: {string.Join(", ", fit.LeftOut.Select(column => column.Heading))}. A wider window shows them, and so does --json.");
        }
    }

    private void Csv(JsonArray items, IReadOnlyList<Column> columns)
    {
        output.WriteLine(string.Join(',', columns.Select(column => Quote(column.Path))));
        foreach (var item in items)
        {
            output.WriteLine(string.Join(',', columns.Select(column => Quote(column.Read(item)))));
        }
    }

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
