using System.Text;
using Tollgate.Cli.SourceScan;
using Tollgate.Cli.SourceScan.Git;
using Tollgate.Security;

namespace Tollgate.Cli.Tests.SourceScan;

public sealed class PrecommitTests : IDisposable
{
    private static readonly string Secret = TemporaryRepository.Secret;

    private static readonly ScanChoice Choice = new(Detectors.Secrets, Sql: true, Severity.Medium);

    private readonly TemporaryRepository _repository = new();

    public static TheoryData<string> Kinds =>
    [
        "a.py", "a.js", "a.ts", "a.tsx", "a.cs", "a.java", "a.go", "a.rb", "a.php", "a.rs", "a.kt", "a.swift", "a.c", "a.sh", "a.ps1", "a.sql", "a.json", "a.yaml", "a.yml", "a.toml", "a.ini",
        "a.xml", "a.html", "a.md", "a.txt", "a.csv", "a.log", "a.tf", "a.properties", "a.ipynb", ".env", ".npmrc", "Dockerfile", "Makefile", "a.pem", "noending", "a.unknown",
    ];

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ASecretInAnyKindOfFileIsFound(string name)
    {
        _repository.Stage(name, $"first\nkey = \"{Secret}\"\n");

        var finding = Assert.Single(Scan().Findings);

        Assert.Equal((name, 2, "anthropic-api-key"), (finding.Path, finding.Line, finding.Finding.Rule.Id));
    }

    [Fact]
    public void TheIndexCounts_NotTheWorkTree()
    {
        _repository.Stage("staged.py", $"key = '{Secret}'\n");
        _repository.Write("staged.py", "key = ''\n");
        _repository.Stage("clean.py", "key = ''\n");
        _repository.Write("clean.py", $"key = '{Secret}'\n");
        _repository.Write("untracked.py", $"key = '{Secret}'\n");

        Assert.Equal(["staged.py"], Scan().Findings.Select(finding => finding.Path));
    }

    [Fact]
    public void OnlyWhatTheCommitChangesIsLookedAt()
    {
        _repository.Stage("old.py", $"key = '{Secret}'\n");
        _repository.Commit();
        _repository.Stage("new.py", "a = 1\n");
        _repository.Git("rm", "-q", "--cached", "old.py");

        var report = Scan();

        Assert.Empty(report.Findings);
        Assert.Equal((1, 0), (report.Files, report.Code));
    }

    [Fact]
    public void ARenamedFileIsLookedAtInItsNewPlace()
    {
        _repository.Stage("old.py", $"key = '{Secret}'\n");
        _repository.Commit();
        _repository.Git("mv", "old.py", "new.py");

        Assert.Equal("new.py", Assert.Single(Scan().Findings).Path);
    }

    [Fact]
    public async Task SqlThatIsPutTogetherStopsACommitToo()
    {
        _repository.Stage("a.py", "def f(cur, name):\n    cur.execute(\"SELECT * FROM t WHERE a = '\" + name + \"'\")\n");

        var run = await _repository.ScanAsync("precommit", "--json");

        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Equal("sql_injection", (string?)run.Json["items"]![0]!["kind"]);
        Assert.Contains("Nothing was committed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsIgnoredKnownOrAllowedPasses_AsItIsStaged()
    {
        _repository.Stage("vendor/a.py", $"key = '{Secret}'\n");
        _repository.Stage("allowed.py", $"# tollgate:allow anthropic-api-key revoked in the spring\nkey = '{Secret}'\n");
        _repository.Stage("known.py", $"key = '{Secret}'\n");
        _repository.Stage(".tollgateignore", "vendor/\n");
        var first = await _repository.ScanAsync("precommit", "--write-baseline", _repository.At(ScanChoice.BaselineName));
        var before = await _repository.ScanAsync("precommit");
        _repository.Git("add", ScanChoice.BaselineName);

        var after = await _repository.ScanAsync("precommit", "--json");

        Assert.Equal((ExitCode.Ok, ExitCode.Refused, ExitCode.Ok), (first.Code, before.Code, after.Code));
        Assert.Equal((1, 1, 1), ((int)after.Json["ignored"]!, (int)after.Json["known"]!, (int)after.Json["allowed"]!));
    }

    [Fact]
    public void NamesOfAnySortAreRead()
    {
        string[] names = ["with space.py", "new\nline.py", "tab\t.py", "quote\".py", "-dash.py", "ünïcode 👋.py", "a'b.py", "back\\slash.py", ":colon.py", "*.py"];
        foreach (var name in names)
        {
            _repository.Write(name, $"key = '{Secret}'\n");
        }

        _repository.Git("add", "-A");

        Assert.Equal(names.Select(SourceNames.Shown).Order(StringComparer.Ordinal), Scan().Findings.Select(finding => finding.Path).Order(StringComparer.Ordinal));
        Assert.All(Scan().Findings, finding => Assert.DoesNotContain('\n', finding.BaselineLine));
    }

    [Fact]
    public void ANameThatIsNoUtf8IsRead()
    {
        _repository.Write("list", $"key = '{Secret}'\n");
        var blob = _repository.Git("hash-object", "-w", "list").Trim();
        var (code, _, error) = _repository.Run("sh", "-c", $"printf '100644 {blob} 0\\tb\\377d.py\\0' | git update-index -z --index-info");
        Assert.True(code == 0, error);

        Assert.Equal("b\\xffd.py", Assert.Single(Scan().Findings).Path);
    }

    [Fact]
    public void LinksAndSubmodulesStopNothing()
    {
        _repository.Stage("a.py", "a = 1\n");
        var commit = _repository.Commit();
        File.CreateSymbolicLink(_repository.At("link"), "/nowhere/at/all");
        _repository.Git("add", "link");
        _repository.Git("update-index", "--add", "--cacheinfo", $"160000,{commit},module");

        var report = Scan();

        Assert.Equal((1, 0), (report.Files, report.Code));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-16 without a mark")]
    [InlineData("utf-8")]
    public void TextsOfOtherEncodingsAreRead(string encoding)
    {
        Encoding writer = encoding switch
        {
            "utf-16" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            "utf-16BE" => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            "utf-8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            _ => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        };
        _repository.Write("a.cs", [.. writer.Preamble, .. writer.GetBytes($"\r\nvar key = \"{Secret}\";\r\n")]);
        _repository.Git("add", "a.cs");

        var finding = Assert.Single(Scan().Findings);

        Assert.Equal((2, 12), (finding.Line, finding.Column));
    }

    [Fact]
    public void BinaryFilesArePassedOver_ButAZeroByteInASourceHidesNothing()
    {
        var bytes = Encoding.UTF8.GetBytes($"\0\u0001\u0002 key = '{Secret}'\n");
        _repository.Write("a.bin", bytes);
        _repository.Write("a.py", bytes);
        _repository.Git("add", "-A");

        var report = Scan();

        Assert.Equal("a.py", Assert.Single(report.Findings).Path);
        Assert.Equal(1, report.Binary);
    }

    [Fact]
    public void AFileThatIsTooLargeIsAFault_AndTheNextOneIsRead()
    {
        using (var large = File.Create(_repository.At("a-large.txt")))
        {
            large.SetLength(TextScan.LargestText + 1);
        }

        _repository.Write("b.py", $"key = '{Secret}'\n");
        _repository.Git("-c", "core.bigFileThreshold=1m", "add", "-A");

        var report = Scan();

        Assert.Contains("larger than 64 MiB", Assert.Single(report.Faults), StringComparison.Ordinal);
        Assert.Equal(("b.py", ExitCode.Incomplete), (Assert.Single(report.Findings).Path, report.Code));
    }

    [Fact]
    public void AMergeThatIsNotDoneIsAFault()
    {
        _repository.Stage("a.py", "a = 1\n");
        _repository.Commit();
        _repository.Git("checkout", "-q", "-b", "other");
        _repository.Stage("a.py", "a = 2\n");
        _repository.Commit();
        _repository.Git("checkout", "-q", "main");
        _repository.Stage("a.py", "a = 3\n");
        _repository.Commit();
        _repository.Run("git", "merge", "other");

        Assert.Contains("not merged", Assert.Single(Scan().Faults), StringComparison.Ordinal);

        _repository.Stage("a.py", $"key = '{Secret}'\n");
        Assert.Equal(ExitCode.Refused, Scan().Code);
    }

    [Fact]
    public void AWorktreeAndADetachedHeadHaveTheirOwnIndex()
    {
        _repository.Commit();
        _repository.Git("worktree", "add", "-q", "--detach", _repository.At("tree"));
        _repository.Write("tree/a.py", $"key = '{Secret}'\n");
        _repository.Git("-C", "tree", "add", "a.py");

        Assert.Empty(Scan().Findings);
        Assert.Single(StagedScan.Run(_repository.At("tree"), Choice).Findings);
    }

    [Fact]
    public async Task WhereThereIsNoRepositoryNothingPasses()
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-none-");

        // Git may end before it is asked, or after.
        for (var number = 0; number < 10; number++)
        {
            var run = await _repository.RunAsync("security", number % 2 == 0 ? "precommit" : "history", folder.FullName);

            Assert.Equal(ExitCode.Incomplete, run.Code);
            Assert.Contains("git failed", run.Error, StringComparison.Ordinal);
        }

        folder.Delete();
        Assert.Equal(ExitCode.Incomplete, (await _repository.RunAsync("security", "precommit", folder.FullName)).Code);
    }

    [Fact]
    public async Task EveryEndHasItsCode()
    {
        Assert.Equal(ExitCode.Ok, (await _repository.ScanAsync("precommit")).Code);
        Assert.Equal(ExitCode.Usage, (await _repository.ScanAsync("precommit", "--nonsense")).Code);
        Assert.Equal(ExitCode.NotFound, (await _repository.ScanAsync("precommit", "--baseline", "nowhere")).Code);
        _repository.Stage("a.py", $"key = '{Secret}'\n");
        Assert.Equal(ExitCode.Refused, (await _repository.ScanAsync("precommit")).Code);
        Assert.Equal(ExitCode.Refused, (await _repository.ScanAsync("check", "--staged")).Code);
    }

    private ScanReport Scan() => StagedScan.Run(_repository.Folder, Choice);
}
