namespace Tollgate.Cli.Tests.Commands;

public sealed class KeysCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task A_key_is_shown_once_with_what_to_do_with_it()
    {
        var made = await demo.RunAsync("keys", "create", "everything", "--budget", "5/day", "--budget", "20/month", "--rpm", "60", "--tpm", "100k", "--parallel", "4", "--principal", "somebody", "--role", "caller");

        Assert.Matches(@"\n  tg-\w{8}-\w{49}\n", made.Output);
        Assert.Contains("Shown once.", made.Output, StringComparison.Ordinal);
        Assert.Contains("somebody", made.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"tg-\w{8}-", (await demo.RunAsync("keys", "get", "everything")).Output);
    }

    [Fact]
    public async Task A_new_secret_works_beside_the_old_one_for_a_while()
    {
        var made = await demo.RunAsync("keys", "create", "turning", "--json");
        var turned = await demo.RunAsync("keys", "rotate", "turning", "--overlap", "1h", "-o", "csv");

        var secret = turned.Output.TrimEnd().Split(',')[^1];
        Assert.Equal(0, (await demo.RunAsAsync(made.Json["key"]!.GetValue<string>(), "me")).Code);
        Assert.Equal(0, (await demo.RunAsAsync(secret, "me")).Code);
        Assert.Equal(ExitCode.Refused, (await demo.RunAsync("keys", "rotate", "turning", "--overlap", "long")).Code);
    }

    [Fact]
    public async Task Revoked_keys_are_listed_when_asked_for()
    {
        await demo.RunAsync("keys", "create", "gone");
        await demo.RunAsync("keys", "delete", "gone", "--yes");

        Assert.DoesNotContain("gone", (await demo.RunAsync("keys", "list", "--json")).Output, StringComparison.Ordinal);
        Assert.Contains("gone", (await demo.RunAsync("keys", "list", "--ended", "--json")).Output, StringComparison.Ordinal);
    }
}
