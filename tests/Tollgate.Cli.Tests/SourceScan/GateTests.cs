namespace Tollgate.Cli.Tests.SourceScan;

public sealed class GateTests : IDisposable
{
    private static readonly string Secret = TemporaryRepository.Secret;

    private readonly TemporaryRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task ARepositoryThatIsKeptWellPasses()
    {
        await KeepWellAsync();

        var run = await _repository.ScanAsync("gate", "--json");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.All(run.Json["scores"]!.AsArray(), score => Assert.Equal(100, (int)score!["score"]!));
        Assert.Empty(run.Json["gaps"]!.AsArray());
        Assert.Contains("Passed.", (await _repository.ScanAsync("gate")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindingsCostTheirPoints()
    {
        await KeepWellAsync();
        _repository.Stage("key.py", $"key = '{Secret}'\n");
        _repository.Stage("sql.py", "def f(cur, name):\n    cur.execute('SELECT * FROM t WHERE a = ' + name)\n\n\ndef g(name):\n    return 'SELECT * FROM t WHERE a = ' + name\n");

        var run = await _repository.ScanAsync("gate", "--json");

        // 20 for the credential, 20 for the statement that is carried out, 10 for the other.
        Assert.Equal(50, Score(run, "security"));
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Equal(["exposed_secrets", "sql_injection_risks"], Gaps(run, "high"));
        Assert.Equal(3, run.Json["reasons"]!.AsArray().Count);
        Assert.Equal(ExitCode.Ok, (await _repository.ScanAsync("gate", "--max-critical", "1", "--max-high", "1", "--min-security", "50")).Code);
    }

    [Fact]
    public async Task WhatIsLackingIsNamed()
    {
        _repository.Stage("a.py", string.Concat(Enumerable.Repeat("a = 1\n", 500)));
        _repository.Stage("package.json", "{}\n");
        _repository.Stage(".tollgateignore", "vendor/\n");
        _repository.Stage("vendor/a.py", "a = 1\n");
        _repository.Stage("allowed.py", $"key = '{Secret}' # tollgate:allow * revoked in the spring\n");

        var run = await _repository.ScanAsync("gate", "--json");

        Assert.Equal(["few_tests", "no_guide", "no_ignore_file", "no_license", "no_readme", "no_security_policy", "no_workflow", "unlocked_packages"], Gaps(run, "medium"));
        Assert.Equal(["long_files"], Gaps(run, "low"));
        Assert.Equal(["no_hook"], Gaps(run, "high"));
        Assert.Equal(["allowed_findings", "ignored_paths"], Gaps(run, "info"));
        Assert.Equal((25, 100, 0, 0, 31), (Score(run, "structure"), Score(run, "security"), Score(run, "testing"), Score(run, "docs"), Score(run, "overall")));
        Assert.Equal(ExitCode.Refused, run.Code);
    }

    [Fact]
    public async Task CoverageCountsWhereItIsKnown()
    {
        await KeepWellAsync();
        _repository.Write("coverage.xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE coverage SYSTEM \"http://localhost/none\">\n<coverage line-rate=\"0.55\" />");
        _repository.Write("other.xml", "<tests/>");

        var run = await _repository.ScanAsync("gate", "--json", "--coverage", _repository.At("coverage.xml"));

        Assert.Equal(64, Score(run, "testing"));
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Equal(ExitCode.Usage, (await _repository.ScanAsync("gate", "--coverage", _repository.At("other.xml"))).Code);
        Assert.Equal(ExitCode.Usage, (await _repository.ScanAsync("gate", "--coverage", _repository.At("src/a.py"))).Code);
        Assert.Equal(ExitCode.NotFound, (await _repository.ScanAsync("gate", "--coverage", "nowhere")).Code);
        Assert.Equal(ExitCode.Usage, (await _repository.ScanAsync("gate", "--min-docs", "-1")).Code);
    }

    [Fact]
    public async Task WhatCannotBeReadNeverPasses()
    {
        await KeepWellAsync();
        using (var large = File.Create(_repository.At("large.txt")))
        {
            large.SetLength((64 << 20) + 1);
        }

        var run = await _repository.ScanAsync("gate", "--json");

        Assert.Equal(ExitCode.Incomplete, run.Code);
        Assert.Equal(["incomplete_scan"], Gaps(run, "high"));
        Assert.False((bool)run.Json["passed"]!);
    }

    [Fact]
    public async Task AFolderWithoutARepositoryIsScoredToo()
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-gate-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.py"), "a = 1\n", TestContext.Current.CancellationToken);

        var run = await _repository.RunAsync("security", "gate", folder.FullName, "--json");
        folder.Delete(recursive: true);

        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Empty(Gaps(run, "high"));
        Assert.Equal(80, Score(run, "structure"));
    }

    private static int Score(CliRun run, string area) => (int)run.Json["scores"]!.AsArray().Single(score => (string?)score!["area"] == area)!["score"]!;

    private static IEnumerable<string?> Gaps(CliRun run, string severity) =>
        run.Json["gaps"]!.AsArray().Where(gap => (string?)gap!["severity"] == severity).Select(gap => (string?)gap!["id"]).Order(StringComparer.Ordinal);

    private async Task KeepWellAsync()
    {
        foreach (var name in (string[])["README.md", "LICENSE", "SECURITY.md", "CONTRIBUTING.md", ".gitignore", ".github/workflows/build.yml", "go.sum"])
        {
            _repository.Stage(name, "words\n");
        }

        _repository.Stage("go.mod", "module a\n");
        _repository.Stage("src/a.py", "a = 1\n");
        _repository.Stage("tests/test_a.py", "a = 1\n");
        await _repository.RunAsync("security", "hooks", "install", _repository.Folder);
    }
}
