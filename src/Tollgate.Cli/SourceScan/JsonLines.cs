using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Security;
using Tollgate.Security.Sql;

namespace Tollgate.Cli.SourceScan;

/// <summary>
/// Judges texts from a stream of JSON lines: `{"id","text","source","path"?}` in, `{"id","findings":[…]}` out, in the same order. Spans
/// count characters (Unicode code points) of the text. A line that is no such object is answered with `error`, and the end says so.
/// </summary>
internal static class JsonLines
{
    /// <summary>Reads until the end; the exit code says whether every line could be judged.</summary>
    public static int Run(TextReader input, TextWriter output)
    {
        var scanner = new SecurityScanner();
        var answer = new ArrayBufferWriter<byte>();
        var findings = default(Findings);
        var code = ExitCode.Ok;
        while (input.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            answer.ResetWrittenCount();
            code = Answer(line, scanner, ref findings, answer) ? code : ExitCode.Incomplete;
            output.WriteLine(Encoding.UTF8.GetString(answer.WrittenSpan));
        }

        output.Flush();
        return code;
    }

    private static bool Answer(string line, SecurityScanner scanner, ref Findings findings, ArrayBufferWriter<byte> answer)
    {
        using var writer = new Utf8JsonWriter(answer);
        writer.WriteStartObject();
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            writer.WritePropertyName("id");
            root.GetProperty("id").WriteTo(writer);
            var text = Encoding.UTF8.GetBytes(root.GetProperty("text").GetString() ?? string.Empty);
            var source = root.TryGetProperty("source", out var named) && FindingNames.TryParse(named.GetString(), out Source known) ? known : Source.User;
            findings.Clear();
            scanner.Scan(text, source, ref findings);
            SqlInjectionScanner.Scan(text, Language(root, source, text), ref findings);
            Write(writer, text, findings.Items);
            writer.WriteEndObject();
            return true;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            writer.WriteString("error", "The line is not an object with id and text.");
            writer.WriteEndObject();
            return false;
        }
    }

    /// <summary>By the path; a file without one is told by its words.</summary>
    private static SourceLanguage Language(JsonElement root, Source source, ReadOnlySpan<byte> text) =>
        root.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String ? SourceLanguages.OfPath(path.GetString())
        : source == Source.File ? SourceLanguages.Guess(text)
        : SourceLanguage.None;

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> text, ReadOnlySpan<Finding> findings)
    {
        writer.WriteStartArray("findings");
        var places = new CharacterPlaces(text);
        foreach (ref readonly var finding in findings)
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
