namespace Tollgate.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("help.txt", "--help")]
    [InlineData("help-keys-create.txt", "keys", "create", "--help")]
    [InlineData("help-exec.txt", "exec", "--help")]
    [InlineData("help-security.txt", "security", "--help")]
    [InlineData("help-security-gate.txt", "security", "gate", "--help")]
    [InlineData("help-security-precommit.txt", "security", "precommit", "--help")]
    public async Task Help_reads_as_it_did(string golden, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };

        var code = await Program.RunAsync(args, output, TextWriter.Null, CliRun.Around(), TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "golden", golden), TestContext.Current.CancellationToken), output.ToString(), ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("'keys'", "keyz", "list")]
    [InlineData("'list'", "keys", "lst")]
    [InlineData("'--budget'", "keys", "create", "me", "--budjet")]
    [InlineData("'--json'", "keys", "list", "--jsn")]
    public async Task A_word_that_is_nearly_one_is_guessed(string meant, params string[] args)
    {
        using var error = new StringWriter();

        Assert.Equal(ExitCode.Usage, await Program.RunAsync(args, TextWriter.Null, error, CliRun.Around(), TestContext.Current.CancellationToken));
        Assert.Contains($"Did you mean {meant}?", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("keys")]
    [InlineData("keys", "create")]
    public async Task Wrong_words_end_with_2(params string[] args)
    {
        using var error = new StringWriter();

        Assert.Equal(ExitCode.Usage, await Program.RunAsync(args, TextWriter.Null, error, CliRun.Around(), TestContext.Current.CancellationToken));
        Assert.Contains("--help", error.ToString(), StringComparison.Ordinal);
    }
}
