namespace Tollgate.Cli.Tests.Commands;

public sealed class ApiCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task The_body_is_words_a_file_or_standard_input()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, """{"name":"from-a-file"}""", TestContext.Current.CancellationToken);

        var words = await demo.RunAsync("api", "post", "/api/teams", """{"name":"from-words"}""");
        var read = await demo.RunAsync("api", "POST", "/api/teams", $"@{file}");
        var input = await demo.RunReadingAsync("""{"name":"from-input"}""", "api", "POST", "/api/teams", "-");

        File.Delete(file);
        Assert.Equal(["from-words", "from-a-file", "from-input"], new[] { words, read, input }.Select(run => run.Json["name"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(ExitCode.Usage, "api", "POST", "/api/teams", "@/no/such/file")]
    [InlineData(ExitCode.NotFound, "api", "GET", "/api/nothing")]
    [InlineData(ExitCode.Refused, "api", "FETCH", "/api/me")]
    public async Task A_wrong_call_is_said(int code, params string[] args) => Assert.Equal(code, (await demo.RunAsync(args)).Code);
}
