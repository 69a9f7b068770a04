using System.Text.Json.Nodes;

namespace Tollgate.Cli.Tests.Commands;

public sealed class AuditCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_running_gateways_log_is_asked_checked_and_exported()
    {
        var made = (await demo.RunAsync("keys", "create", "audited", "--json")).Json["id"]!.GetValue<string>();

        var rows = await demo.RunAsync("audit", "query", "--kind", "key.create", "--subject", made, "--from", "2000-01-01", "--json");
        var verdict = await demo.RunAsync("audit", "verify", "--json");
        var lines = await demo.RunAsync("audit", "export", "--kind", "key");

        Assert.Equal(made, Assert.Single(rows.Json["items"]!.AsArray())!["subject_id"]!.GetValue<string>());
        Assert.Equal((0, true), (verdict.Code, verdict.Json["is_whole"]!.GetValue<bool>()));
        Assert.Contains(lines.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonNode.Parse(line)!["subject_id"]!.GetValue<string>() == made);
    }

    [Fact]
    public async Task A_data_folder_is_read_without_its_gateway()
    {
        var made = (await demo.RunAsync("keys", "create", "offline", "--json")).Json["id"]!.GetValue<string>();
        var file = Path.Combine(Path.GetTempPath(), $"tollgate-audit-{Guid.NewGuid():N}.csv");

        var verdict = await OfflineAsync("verify", demo.Data, "--json");
        var rows = await OfflineAsync("query", demo.Data, "--subject", made, "--json");
        var export = await OfflineAsync("export", demo.Data, "--as", "csv", "--to-file", file);

        Assert.Equal((0, true), (verdict.Code, verdict.Json["is_whole"]!.GetValue<bool>()));
        Assert.Equal("key.create", Assert.Single(rows.Json["items"]!.AsArray())!["action"]!.GetValue<string>());
        Assert.Equal(0, export.Code);
        Assert.Contains(made, await File.ReadAllTextAsync(file, Ct), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task A_changed_copy_is_told_with_its_first_broken_row()
    {
        await demo.RunAsync("keys", "create", "copied");
        var copy = Directory.CreateTempSubdirectory("tollgate-audit-").FullName;
        foreach (var file in Directory.GetFiles(demo.Data, "tollgate.db*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        await Tampering.RunAsync(copy, "drop trigger audit_event_is_never_changed; update audit_event set actor_name = 'nobody' where sequence = 1;");
        var verdict = await OfflineAsync("verify", copy);

        Assert.Equal(1, verdict.Code);
        Assert.Contains("Row 1 was changed", verdict.Output, StringComparison.Ordinal);
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task A_folder_without_data_is_a_sentence()
    {
        var run = await OfflineAsync("verify", "/nowhere");

        Assert.Equal(5, run.Code);
        Assert.Contains("no gateway's data", run.Error, StringComparison.Ordinal);
    }

    private static Task<CliRun> OfflineAsync(string word, string folder, params string[] more) => CliRun.OfAsync(["audit", word, "--data", folder, .. more], CliRun.Around(), Ct);
}
