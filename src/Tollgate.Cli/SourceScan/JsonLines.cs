using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Tollgate.Security;
using Tollgate.Security.Sql;

namespace Tollgate.Cli.SourceScan;

/// <summary>
/// Judges texts from a stream of JSON lines: `{"id","text","source","path"?}` in, `{"id","findings":[…]}` out, one by one in the same order. Spans
/// count characters (Unicode code points) of the text. A line that is no such object is answered with `error`, and the end says so.
/// </summary>
internal sealed class JsonLines(TextWriter output)
{
    private const int LongestLine = 64 << 20;

    private readonly SecurityScanner _scanner = new();
    private readonly ArrayBufferWriter<byte> _answer = new();
    private Findings _findings;

    /// <summary>Reads until the end; the exit code says whether every line could be judged.</summary>
    public int Run(Stream input)
    {
        var lines = new LineReader(input, LongestLine);
        var code = ExitCode.Ok;
        while (lines.TryRead(out var line, out var isTooLong))
        {
            if (!isTooLong && line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
            {
                continue;
            }

            var fault = isTooLong ? Refuse("null", $"The line is longer than {LongestLine >> 20} MiB.") : Answer(line);
            code = fault ? ExitCode.Incomplete : code;
            output.WriteLine(Encoding.UTF8.GetString(_answer.WrittenSpan));
            output.Flush();
        }

        return code;
    }

    /// <summary>Answers a line; true when it could not be judged.</summary>
    private bool Answer(ReadOnlyMemory<byte> line)
    {
        if (!Utf8.IsValid(line.Span))
        {
            return Refuse("null", "The line is not UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            return Answer(document.RootElement);
        }
        catch (JsonException)
        {
            return Refuse("null", "The line is not JSON.");
        }
    }

    private bool Answer(JsonElement root)
    {
        var id = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("id", out var named) ? named.GetRawText() : null;
        if (id is null || !root.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
        {
            return Refuse(id ?? "null", "The line is not an object with id and text.");
        }

        var bytes = JsonText.Read(text);
        Judge(bytes, root);
        using var writer = Begin(id);
        Write(writer, bytes);
        writer.WriteEndObject();
        return false;
    }

    private void Judge(byte[] text, JsonElement root)
    {
        var source = Word(root, "source") is { } named && FindingNames.TryParse(named, out Source known) ? known : Source.User;
        _findings.Clear();
        _scanner.Scan(text, source, ref _findings);
        SqlInjectionScanner.Scan(text, Language(Word(root, "path"), source, text), ref _findings);
    }

    private static string? Word(JsonElement root, string name) =>
        root.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetString(JsonText.Read(word)) : null;

    /// <summary>By the path; a file without one is told by its words.</summary>
    private static SourceLanguage Language(string? path, Source source, ReadOnlySpan<byte> text) =>
        path is not null ? SourceLanguages.OfPath(path)
        : source == Source.File ? SourceLanguages.Guess(text)
        : SourceLanguage.None;

    private bool Refuse(string id, string why)
    {
        using var writer = Begin(id);
        writer.WriteString("error", why);
        writer.WriteEndObject();
        return true;
    }

    /// <summary>The id goes back as it is written, whatever it is.</summary>
    private Utf8JsonWriter Begin(string id)
    {
        _answer.ResetWrittenCount();
        var writer = new Utf8JsonWriter(_answer);
        writer.WriteStartObject();
        writer.WritePropertyName("id");
        writer.WriteRawValue(id, skipInputValidation: true);
        return writer;
    }

    private void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> text)
    {
        writer.WriteStartArray("findings");
        var places = new CharacterPlaces(text);
        foreach (ref readonly var finding in _findings.Items)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", FindingNames.Of(finding.Kind));
            writer.WriteString("rule", finding.Rule.Id);
            writer.WriteString("severity", FindingNames.Of(finding.Severity));
            writer.WriteNumber("confidence", Math.Round((decimal)finding.Confidence, 3));
            writer.WriteNumber("start", places.Of(finding.Start));
            writer.WriteNumber("end", places.Of(finding.End));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
