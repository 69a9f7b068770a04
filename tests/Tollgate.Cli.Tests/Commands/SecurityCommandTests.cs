using System.Text.Json.Nodes;
using Tollgate.Cli.SourceScan;

namespace Tollgate.Cli.Tests.Commands;

public sealed class SecurityCommandTests : IDisposable
{
    // Put together here, so that no scanner of this repository takes it for a key.
    private static readonly string Key = "sk-ant-" + "api03-Zk83jslQ0pw1Xr7TbN4mVc9L";

    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-scan-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lines_are_answered_in_order_with_spans_in_characters()
    {
        var text = "Grüße 👋 key " + Key + " end";
        using var input = new StringReader(new JsonObject { ["id"] = "a", ["text"] = text, ["source"] = "user" }.ToJsonString() + "\n\n{\"id\":7,\"text\":\"Say hello.\",\"source\":\"file\",\"path\":\"a.md\"}\n");
        using var output = new StringWriter();

        var code = JsonLines.Run(input, output);

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var finding = lines[0]["findings"]!.AsArray().Single(item => (string?)item!["rule"] == "anthropic-api-key")!;
        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal("secret", (string?)finding["kind"]);
        Assert.Equal("critical", (string?)finding["severity"]);
        Assert.Equal("Grüße 👋 key ".EnumerateRunes().Count(), (int)finding["start"]!);
        Assert.Equal(Key.Length, (int)finding["end"]! - (int)finding["start"]!);
        Assert.Equal("7", lines[1]["id"]!.ToJsonString());
        Assert.Empty(lines[1]["findings"]!.AsArray());
    }

    [Fact]
    public void A_line_that_cannot_be_judged_is_answered_and_told_at_the_end()
    {
        using var input = new StringReader("not json\n{\"id\":\"b\",\"text\":\"Say hello.\"}\n{\"id\":\"c\"}\n");
        using var output = new StringWriter();

        Assert.Equal(ExitCode.Incomplete, JsonLines.Run(input, output));
        Assert.Equal(3, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Lines_with_a_path_are_read_in_its_language()
    {
        using var input = new StringReader(
            "{\"id\":1,\"text\":\"q = 'SELECT * FROM t WHERE a = ' + name\",\"source\":\"file\",\"path\":\"a.py\"}\n{\"id\":2,\"text\":\"def f(name):\\n    q = 'SELECT * FROM t WHERE a = ' + name\",\"source\":\"file\"}\n"
            + "{\"id\":3,\"text\":\"q = 'SELECT * FROM t WHERE a = ' + name\",\"source\":\"user\"}\n");
        using var output = new StringWriter();

        JsonLines.Run(input, output);

        var kinds = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => (string?)JsonNode.Parse(line)!["findings"]!.AsArray().FirstOrDefault()?["kind"]);
        Assert.Equal(["sql_injection", "sql_injection", null], kinds);
    }

    [Fact]
    public async Task Check_finds_masks_and_ends_with_1()
    {
        await WriteAsync("src/settings.py", "\n\nKEY = '" + Key + "'\n");
        await WriteAsync("vendor/lib.py", "KEY = '" + Key + "'\n");
        await WriteAsync("allowed.py", "KEY = '" + Key + "' # tollgate:allow * revoked long ago\n");
        await WriteAsync(".tollgateignore", "vendor/\n");

        var run = await RunAsync("security", "check", _folder, "--json");

        var item = Assert.Single(JsonNode.Parse(run.Output)!["items"]!.AsArray())!;
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Equal("src/settings.py", (string?)item["path"]);
        Assert.Equal(3, (int)item["line"]!);
        Assert.Equal("sk-a...Vc9L", (string?)item["masked"]);
        Assert.DoesNotContain(Key, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sarif_names_rule_place_and_fingerprint()
    {
        await WriteAsync("a.py", "KEY = '" + Key + "'\n");

        var run = await RunAsync("security", "scan", _folder, "--sarif");

        var log = JsonNode.Parse(run.Output)!;
        var result = log["runs"]![0]!["results"]![0]!;
        Assert.Equal("2.1.0", (string?)log["version"]);
        Assert.Equal("anthropic-api-key", (string?)result["ruleId"]);
        Assert.Equal("error", (string?)result["level"]);
        Assert.Equal("a.py", (string?)result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
        Assert.DoesNotContain(Key, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_baseline_makes_what_was_there_known()
    {
        await WriteAsync("a.py", "KEY = '" + Key + "'\n");
        var baseline = Path.Combine(_folder, "..", Path.GetFileName(_folder) + ".baseline");

        var first = await RunAsync("security", "check", _folder, "--write-baseline", baseline);
        var second = await RunAsync("security", "check", _folder, "--baseline", baseline);
        File.Delete(baseline);

        Assert.Equal(ExitCode.Ok, first.Code);
        Assert.Equal(ExitCode.Ok, second.Code);
        Assert.Contains("Nothing found", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_exist_is_said_so()
    {
        Assert.Equal(ExitCode.NotFound, (await RunAsync("security", "check", Path.Combine(_folder, "none"))).Code);
        Assert.Equal(ExitCode.NotFound, (await RunAsync("security", "check", _folder, "--baseline", Path.Combine(_folder, "none"))).Code);
    }

    private static async Task<CliRun> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Program.RunAsync(args, output, error, CliRun.Around(), TestContext.Current.CancellationToken);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    private async Task WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
    }
}
