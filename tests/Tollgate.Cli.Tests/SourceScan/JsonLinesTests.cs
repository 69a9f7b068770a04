using System.IO.Pipes;
using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Cli.SourceScan;

namespace Tollgate.Cli.Tests.SourceScan;

public sealed class JsonLinesTests
{
    private static readonly string Secret = TemporaryRepository.Secret;

    [Fact]
    public void LinesAreAnsweredInOrder_WithSpansInCharacters()
    {
        var text = "Grüße 👋 key " + Secret + " end";

        var (code, lines) = Run(new JsonObject { ["id"] = "a", ["text"] = text, ["source"] = "user" }.ToJsonString() + "\n\n{\"id\":7,\"text\":\"Say hello.\",\"source\":\"file\",\"path\":\"a.md\"}\n");

        var finding = lines[0]["findings"]!.AsArray().Single(item => (string?)item!["rule"] == "anthropic-api-key")!;
        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(["kind", "rule", "severity", "confidence", "start", "end"], finding.AsObject().Select(member => member.Key));
        Assert.Equal(("secret", "critical"), ((string?)finding["kind"], (string?)finding["severity"]));
        Assert.Equal("Grüße 👋 key ".EnumerateRunes().Count(), (int)finding["start"]!);
        Assert.Equal(Secret.Length, (int)finding["end"]! - (int)finding["start"]!);
        Assert.Equal("""{"id":7,"findings":[]}""", lines[1].ToJsonString());
    }

    [Theory]
    [InlineData("not json", null)]
    [InlineData("[]", null)]
    [InlineData("{\"text\":\"a\"}", null)]
    [InlineData("{\"id\":\"c\"}", "\"c\"")]
    [InlineData("{\"id\":\"c\",\"text\":5}", "\"c\"")]
    [InlineData("{\"id\":\"c\",\"text\":null}", "\"c\"")]
    [InlineData("{\"id\":\"c\",\"text\":\"a\"", null)]
    [InlineData("{\"id\":\"c\",\"text\":\"a\"} {}", null)]
    public void ALineThatCannotBeJudgedIsAnswered_AndTheNextOneIsJudged(string line, string? id)
    {
        var (code, lines) = Run(line + "\n{\"id\":\"next\",\"text\":\"Say hello.\"}\n");

        Assert.Equal(ExitCode.Incomplete, code);
        Assert.Equal(id, lines[0]["id"]?.ToJsonString());
        Assert.NotNull(lines[0]["error"]);
        Assert.Null(lines[0]["findings"]);
        Assert.Equal("next", (string?)lines[1]["id"]);
    }

    [Fact]
    public void DeepJson_IsNoReasonToEnd()
    {
        var (code, lines) = Run(new string('[', 100_000) + "\n{\"id\":1,\"text\":\"a\"}\n");

        Assert.Equal((ExitCode.Incomplete, 2), (code, lines.Count));
    }

    [Fact]
    public void BytesThatAreNoUtf8AreTold()
    {
        byte[] input = [.. "{\"id\":1,\"text\":\"a"u8, 0xFF, .. "b\"}\n{\"id\":2,\"text\":\"a\"}"u8];

        var (code, lines) = Run(input);

        Assert.Equal(ExitCode.Incomplete, code);
        Assert.Equal("The line is not UTF-8.", (string?)lines[0]["error"]);
        Assert.Equal(2, (int)lines[1]["id"]!);
    }

    [Fact]
    public void ALineThatIsTooLongIsPassedOver_AndTheNextOneIsJudged()
    {
        var input = new byte[(64 << 20) + 100];
        input.AsSpan().Fill((byte)'a');
        "\n{\"id\":2,\"text\":\"a\"}\n"u8.CopyTo(input.AsSpan(input.Length - 22));

        var (code, lines) = Run(input);

        Assert.Equal(ExitCode.Incomplete, code);
        Assert.Contains("longer than 64 MiB", (string?)lines[0]["error"], StringComparison.Ordinal);
        Assert.Equal("""{"id":2,"findings":[]}""", lines[1].ToJsonString());
    }

    [Fact]
    public void IdsGoBackAsTheyAre_AlsoTwice()
    {
        var lines = RunText("{\"id\":1.50e1,\"text\":\"a\"}\n{\"id\":\"\\ud83d\",\"text\":\"a\"}\n{\"id\":{\"a\":[1]},\"text\":\"a\"}\n{\"id\":1.50e1,\"text\":\"a\"}\n{\"id\":null,\"text\":\"a\"}");

        Assert.Equal(["1.50e1", "\"\\ud83d\"", "{\"a\":[1]}", "1.50e1", "null"], lines.Select(line => line["{\"id\":".Length..^",\"findings\":[]}".Length]));
    }

    [Fact]
    public void HalfAPairOfSurrogatesCountsAsOneCharacter()
    {
        var (code, lines) = Run($"{{\"id\":1,\"text\":\"\\ud83d \\ude00\\ud83d\\ude00 \\\\ud83d {Secret}\"}}\n");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(12, (int)lines[0]["findings"]![0]!["start"]!);
    }

    [Fact]
    public void LinesWithAPathAreReadInItsLanguage()
    {
        var (_, lines) = Run(
            "{\"id\":1,\"text\":\"q = 'SELECT * FROM t WHERE a = ' + name\",\"source\":\"file\",\"path\":\"a.py\"}\n{\"id\":2,\"text\":\"def f(name):\\n    q = 'SELECT * FROM t WHERE a = ' + name\",\"source\":\"file\"}\n"
            + "{\"id\":3,\"text\":\"q = 'SELECT * FROM t WHERE a = ' + name\",\"source\":\"user\"}\n");

        Assert.Equal(["sql_injection", "sql_injection", null], lines.Select(line => (string?)line["findings"]!.AsArray().FirstOrDefault()?["kind"]));
    }

    [Fact]
    public async Task AnswersComeAsLinesCome()
    {
        await using var questions = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var answers = new AnonymousPipeServerStream(PipeDirection.In);
        var ct = TestContext.Current.CancellationToken;
        var run = Task.Run(
            () =>
            {
                using var input = new AnonymousPipeClientStream(PipeDirection.In, questions.ClientSafePipeHandle);
                using var output = new StreamWriter(new AnonymousPipeClientStream(PipeDirection.Out, answers.ClientSafePipeHandle));
                return new JsonLines(output).Run(input);
            },
            ct);
        using var reader = new StreamReader(answers);
        for (var number = 0; number < 3; number++)
        {
            await questions.WriteAsync(Encoding.UTF8.GetBytes($"{{\"id\":{number},\"text\":\"a\"}}\n"), ct);

            Assert.Equal($"{{\"id\":{number},\"findings\":[]}}", await reader.ReadLineAsync(ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), ct));
        }

        questions.Dispose();
        Assert.Equal(ExitCode.Ok, await run);
    }

    [Fact]
    public async Task TheCommandReadsStandardInput()
    {
        var run = await CliRun.OfAsync(["security", "scan", "--jsonl"], CliRun.Around() with { Bytes = () => new MemoryStream("{\"id\":1,\"text\":\"a\"}"u8.ToArray()) }, TestContext.Current.CancellationToken);

        Assert.Equal((ExitCode.Ok, "{\"id\":1,\"findings\":[]}\n"), (run.Code, run.Output));
    }

    private static (int Code, List<JsonNode> Lines) Run(string input) => Run(Encoding.UTF8.GetBytes(input));

    private static string[] RunText(string input)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input));
        using var output = new StringWriter { NewLine = "\n" };
        new JsonLines(output).Run(stream);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static (int Code, List<JsonNode> Lines) Run(byte[] input)
    {
        using var stream = new MemoryStream(input);
        using var output = new StringWriter { NewLine = "\n" };
        var code = new JsonLines(output).Run(stream);
        return (code, [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)]);
    }
}
