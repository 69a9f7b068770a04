using Tollgate.Hosting;
using Tollgate.TestKit;

namespace Tollgate.Tests.Hosting.Settings;

public sealed class SettingsOverlapTests
{
    private const string Settings = """
        data: .
        providers:
          mine: { base_url: https://mine.example/v1, api_key: k }
          other: { base_url: https://other.example/v1, api_key: k }
        models:
          my-model: { provider: mine, upstream_model: up, price_per_million: { input: 1, output: 2 } }
        """;

    [Fact]
    public async Task WhatIsInTheDatabaseToo_IsSaid_WhileAGatewayRunsOnIt()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ScalarAsync("insert into provider (id, name, created_at, updated_at) values (x'01', 'mine', 0, 0)");
        await database.ScalarAsync("insert into price_override (id, provider, upstream_model, prices, set_by, set_at) values (x'02', 'mine', 'up', '{}', 'me', 0)");
        var path = Path.Combine(database.Folder, "tollgate.yaml");
        await File.WriteAllTextAsync(path, Settings, TestContext.Current.CancellationToken);

        var report = GatewaySettings.Check(path);

        Assert.True(report.IsUsable);
        Assert.Equal(["providers.mine 3", "models.my-model 6"], report.Findings.Select(finding => $"{finding.Key} {finding.Line}"));
        Assert.All(report.Findings, finding => Assert.False(finding.IsFault));
    }

    [Fact]
    public async Task WithoutADatabase_ThereIsNothingToSay()
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-overlap").FullName;
        var path = Path.Combine(folder, "tollgate.yaml");
        await File.WriteAllTextAsync(path, Settings, TestContext.Current.CancellationToken);

        var report = GatewaySettings.Check(path);

        Assert.Empty(report.Findings);
        Assert.Equal([path], Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);
    }
}
