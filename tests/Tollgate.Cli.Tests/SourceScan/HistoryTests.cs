using System.Text;

namespace Tollgate.Cli.Tests.SourceScan;

public sealed class HistoryTests : IDisposable
{
    private static readonly string Secret = TemporaryRepository.Secret;

    private readonly TemporaryRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task ASecretThatIsGoneIsFound_InTheCommitAndUnderThePathThatBroughtIt()
    {
        _repository.Stage("a.txt", "one\n");
        _repository.Commit();
        _repository.Stage("src/key.py", $"\nkey = '{Secret}'\n");
        var commit = _repository.Commit();
        _repository.Git("mv", "src/key.py", "elsewhere.py");
        _repository.Commit();
        _repository.Git("rm", "-q", "elsewhere.py");
        _repository.Commit();

        var run = await _repository.ScanAsync("history", "--json");

        var item = Assert.Single(run.Json["items"]!.AsArray())!;
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Equal((commit, "src/key.py", 2), ((string?)item["commit"], (string?)item["path"], (int)item["line"]!));
        Assert.DoesNotContain(Secret, run.Output, StringComparison.Ordinal);
        Assert.Contains("Looked at 4 commits with 2 different contents.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachContentIsReadOnce_AndAFindingThatStaysIsToldOnce()
    {
        for (var number = 0; number < 5; number++)
        {
            _repository.Stage("a.py", $"key = '{Secret}'\nnumber = {number}\n");
            _repository.Stage($"same{number}.txt", "the same text\n");
            _repository.Commit();
        }

        var run = await _repository.ScanAsync("history", "--json");

        Assert.Single(run.Json["items"]!.AsArray());
        Assert.Equal(6, (int)run.Json["files"]!);
    }

    [Fact]
    public async Task BranchesTagsAndStashesAreLookedAt()
    {
        _repository.Stage("a.txt", "one\n");
        _repository.Commit();
        foreach (var name in (string[])["branch", "tag", "stash"])
        {
            _repository.Stage($"{name}.py", $"key = '{Secret}' # {name}\n");
            if (name == "stash")
            {
                _repository.Git("stash", "-q");
                continue;
            }

            _repository.Git("checkout", "-q", "--detach");
            _repository.Commit();
            _repository.Git(name, $"kept-{name}");
            _repository.Git("checkout", "-q", "main");
        }

        var run = await _repository.ScanAsync("history", "--json");

        Assert.Equal(["branch.py", "stash.py", "tag.py"], run.Json["items"]!.AsArray().Select(item => (string?)item!["path"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WhatAMergeAloneBroughtIsFound()
    {
        _repository.Stage("a.txt", "one\n");
        _repository.Commit();
        _repository.Git("checkout", "-q", "-b", "other");
        _repository.Stage("b.txt", "two\n");
        _repository.Commit();
        _repository.Git("checkout", "-q", "main");
        _repository.Stage("c.txt", "three\n");
        _repository.Commit();
        _repository.Git("merge", "-q", "--no-commit", "other");
        _repository.Stage("evil.py", $"key = '{Secret}'\n");
        var merge = _repository.Commit();

        var run = await _repository.ScanAsync("history", "--json");

        Assert.Equal((merge, "evil.py"), ((string?)run.Json["items"]![0]!["commit"], (string?)run.Json["items"]![0]!["path"]));
    }

    [Fact]
    public async Task PackedAndBareRepositoriesAreRead()
    {
        _repository.Stage("a.py", $"key = '{Secret}'\n");
        _repository.Commit();
        _repository.Git("rm", "-q", "a.py");
        _repository.Commit();
        _repository.Git("gc", "-q", "--aggressive", "--prune=now");
        _repository.Git("clone", "-q", "--bare", ".", "bare.git");

        var run = await _repository.RunAsync("security", "history", _repository.At("bare.git"), "--json");

        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Single(run.Json["items"]!.AsArray());
    }

    [Fact]
    public async Task ARangeIsLookedAtAlone_AndWordsForGitAreNotTaken()
    {
        _repository.Stage("a.py", $"key = '{Secret}'\n");
        _repository.Commit();
        _repository.Stage("b.txt", "two\n");
        _repository.Commit();

        Assert.Equal(ExitCode.Ok, (await _repository.ScanAsync("history", "--range", "HEAD~1..HEAD")).Code);
        Assert.Equal(ExitCode.Refused, (await _repository.ScanAsync("history", "--range", "HEAD")).Code);
        Assert.Equal(ExitCode.Incomplete, (await _repository.ScanAsync("history", "--range=--output=stolen")).Code);
        Assert.False(File.Exists(_repository.At("stolen")));
    }

    [Fact]
    public async Task AnEmptyHistoryIsClean_ABrokenOneIsNot()
    {
        Assert.Equal(ExitCode.Ok, (await _repository.ScanAsync("history")).Code);
        _repository.Stage("a.txt", "one\n");
        _repository.Commit();
        var blob = _repository.Git("rev-parse", "HEAD:a.txt").Trim();
        File.Delete(_repository.At($".git/objects/{blob[..2]}/{blob[2..]}"));

        var run = await _repository.ScanAsync("history", "--json");

        Assert.Equal(ExitCode.Incomplete, run.Code);
        Assert.False((bool)run.Json["complete"]!);
        Assert.Contains("a.txt", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABaselineMadeFromHistoryMakesItKnown()
    {
        _repository.Stage("a.py", $"key = '{Secret}'\n");
        _repository.Commit();
        var file = _repository.At("known");

        Assert.Equal(ExitCode.Ok, (await _repository.ScanAsync("history", "--write-baseline", file)).Code);
        var run = await _repository.ScanAsync("history", "--baseline", file, "--json");

        Assert.Equal((ExitCode.Ok, 1), (run.Code, (int)run.Json["known"]!));
        Assert.Equal(ExitCode.Ok, (await _repository.ScanAsync("check", "--baseline", file)).Code);
    }

    [Fact]
    public async Task ManyCommitsGoThroughNarrowPipes()
    {
        var import = new StringBuilder();
        for (var number = 1; number <= 3000; number++)
        {
            var text = number == 1500 ? $"key = '{Secret}'" : $"number {number}";
            import.Append($"commit refs/heads/main\ncommitter A <a@localhost> {number} +0000\ndata 1\na\nM 100644 inline file{number % 700}.txt\ndata {text.Length}\n{text}\n");
        }

        _repository.Write("import", import.ToString());
        Assert.Equal(0, _repository.Run("sh", "-c", "git fast-import --quiet < import").Code);

        var run = await _repository.ScanAsync("history", "--json");

        Assert.Equal((ExitCode.Refused, 3000), (run.Code, (int)run.Json["files"]!));
        Assert.Equal("file100.txt", (string?)Assert.Single(run.Json["items"]!.AsArray())!["path"]);
    }
}
