using System.Text.Json.Nodes;

namespace Tollgate.Cli.Tests.Commands;

public sealed class SecurityCommandTests : IDisposable
{
    // Put together here, so that no scanner of this repository takes it for a key.
    private static readonly string Key = "sk-ant-" + "api03-Zk83jslQ0pw1Xr7TbN4mVc9L";

    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-scan-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

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

    [Fact]
    public async Task Paths_are_told_against_the_root_of_the_repository_whatever_was_named()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".git"));
        await WriteAsync("src/deep/a.py", "KEY = '" + Key + "'\n");
        await WriteAsync("src/out.py", "KEY = '" + Key + "'\n");
        await WriteAsync(".tollgateignore", "/src/out.py\n");

        foreach (var path in (string[])["src", "src/deep", "src/deep/a.py", "."])
        {
            var run = await RunAsync("security", "check", Path.Combine(_folder, path), "--json");

            Assert.Equal("src/deep/a.py", (string?)Assert.Single(JsonNode.Parse(run.Output)!["items"]!.AsArray())!["path"]);
        }
    }

    [Fact]
    public async Task A_pipe_is_not_waited_for_and_a_link_is_not_followed()
    {
        await WriteAsync("a.py", "a = 1\n");
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), _folder);
        using var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(_folder, "pipe"));
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        var run = await RunAsync("security", "check", _folder, "--json");

        Assert.Equal((0, ExitCode.Ok), (made.ExitCode, run.Code));
        Assert.Equal(2, (int)JsonNode.Parse(run.Output)!["files"]!);
    }

    [Fact]
    public async Task The_baseline_at_the_root_is_read_unasked_and_a_new_one_holds_what_was_known()
    {
        await WriteAsync("a.py", "KEY = '" + Key + "'\n");
        var file = Path.Combine(_folder, ".tollgate-baseline");

        await RunAsync("security", "check", _folder, "--write-baseline", file);
        var known = await RunAsync("security", "check", _folder, "--json");
        await RunAsync("security", "check", _folder, "--write-baseline", file);

        Assert.Equal((ExitCode.Ok, 1), (known.Code, (int)JsonNode.Parse(known.Output)!["known"]!));
        Assert.Single(await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task More_findings_than_are_kept_are_no_pass()
    {
        await WriteAsync("a.py", string.Concat(Enumerable.Range(0, 1500).Select(number => $"KEY = '{Key}{number:D6}'\n")));

        var run = await RunAsync("security", "check", _folder);

        Assert.Equal(ExitCode.Incomplete, run.Code);
        Assert.Contains("more than 1024 findings", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_less_grave_may_be_left_out()
    {
        await WriteAsync("a.py", "def f(name):\n    return 'SELECT * FROM t WHERE a = ' + name\n");

        Assert.Equal(ExitCode.Refused, (await RunAsync("security", "check", _folder, "--min-severity", "medium")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("security", "check", _folder, "--min-severity", "high")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("security", "check", _folder, "--no-sql")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("security", "check", _folder, "--min-severity", "nice")).Code);
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
