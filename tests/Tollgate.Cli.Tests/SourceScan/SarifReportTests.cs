using System.Text.Json.Nodes;

namespace Tollgate.Cli.Tests.SourceScan;

public sealed class SarifReportTests : IDisposable
{
    private static readonly string Secret = TemporaryRepository.Secret;

    /// <summary>Of the objects that reports hold: what SARIF 2.1.0 demands of them, and what else it allows there and is used.</summary>
    private static readonly Dictionary<string, (string[] Demanded, string[] Allowed)> Schema = new()
    {
        ["log"] = (["version", "runs"], ["$schema"]),
        ["runs"] = (["tool"], ["invocations", "results", "columnKind", "originalUriBaseIds"]),
        ["tool"] = (["driver"], []),
        ["driver"] = (["name"], ["semanticVersion", "rules"]),
        ["rules"] = (["id"], ["name", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"]),
        ["invocations"] = (["executionSuccessful"], ["exitCode", "toolExecutionNotifications"]),
        ["toolExecutionNotifications"] = (["message"], ["level"]),
        ["results"] = (["message"], ["ruleId", "ruleIndex", "level", "partialFingerprints", "locations", "rank", "properties"]),
        ["message"] = (["text"], []),
        ["shortDescription"] = (["text"], []),
        ["fullDescription"] = (["text"], []),
        ["help"] = (["text"], []),
        ["description"] = (["text"], []),
        ["defaultConfiguration"] = ([], ["level"]),
        ["locations"] = ([], ["physicalLocation"]),
        ["physicalLocation"] = (["artifactLocation"], ["region"]),
        ["artifactLocation"] = ([], ["uri", "uriBaseId"]),
        ["region"] = ([], ["startLine", "startColumn", "endLine", "endColumn"]),
        ["SRCROOT"] = ([], ["description"]),
    };

    private readonly TemporaryRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("check")]
    [InlineData("scan")]
    [InlineData("precommit")]
    [InlineData("history")]
    public async Task EveryScanPrintsWhatTheSchemaDemands(string command)
    {
        _repository.Stage("a dir/ü #1.py", $"# ü\nkey = '{Secret}'; other = '{Secret}'\n");
        _repository.Stage("b.py", "def f(cur, name):\n    cur.execute(\n        \"SELECT * FROM t WHERE a = '\" + name\n        + \"'\")\n");
        if (command == "history")
        {
            _repository.Commit();
        }

        var run = await _repository.ScanAsync(command, "--sarif");

        Assert.Equal(ExitCode.Refused, run.Code);
        Check("log", run.Json);
        var results = run.Json["runs"]![0]!["results"]!.AsArray();
        var places = results.Select(result => result!["locations"]![0]!["physicalLocation"]!).ToList();
        Assert.All(places, place => Assert.True(Uri.TryCreate((string?)place["artifactLocation"]!["uri"], UriKind.Relative, out _)));
        Assert.Equal("a%20dir/%C3%BC%20%231.py", (string?)places[0]["artifactLocation"]!["uri"]);
        Assert.Equal($$"""{"startLine":2,"startColumn":8,"endLine":2,"endColumn":{{8 + Secret.Length}}}""", places[0]["region"]!.ToJsonString());
        Assert.Equal((3, 4), ((int)places[^1]["region"]!["startLine"]!, (int)places[^1]["region"]!["endLine"]!));
        Assert.Equal(results.Count, results.Select(result => (string?)result!["partialFingerprints"]!["tollgate/v1"]).Distinct().Count());
        Assert.All(results, result => Assert.Equal((string?)result!["ruleId"], (string?)run.Json["runs"]![0]!["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"]));
        Assert.Equal(command == "history", results[0]!["properties"]?["commit"] is not null);
        Assert.DoesNotContain(Secret, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FingerprintsStayWhenAFindingMoves()
    {
        _repository.Write("a.py", $"key = '{Secret}'\n");
        var before = Fingerprint(await _repository.ScanAsync("check", "--sarif"));
        _repository.Write("a.py", $"\n\n  key = '{Secret}'\n");

        Assert.Equal(before, Fingerprint(await _repository.ScanAsync("check", "--sarif")));
    }

    [Fact]
    public async Task WhatCouldNotBeReadIsTold()
    {
        using (var large = File.Create(_repository.At("large.txt")))
        {
            large.SetLength((64 << 20) + 1);
        }

        var run = await _repository.ScanAsync("check", "--sarif");

        var invocation = run.Json["runs"]![0]!["invocations"]![0]!;
        Check("log", run.Json);
        Assert.Equal(ExitCode.Incomplete, run.Code);
        Assert.Equal((false, ExitCode.Incomplete), ((bool)invocation["executionSuccessful"]!, (int)invocation["exitCode"]!));
        Assert.Contains("large.txt", (string?)invocation["toolExecutionNotifications"]![0]!["message"]!["text"], StringComparison.Ordinal);
    }

    private static string? Fingerprint(CliRun run) => (string?)run.Json["runs"]![0]!["results"]![0]!["partialFingerprints"]!["tollgate/v1"];

    private static void Check(string name, JsonNode? node)
    {
        if (node is JsonArray list)
        {
            Assert.All(list, element => Check(name, element));
        }

        if (node is not JsonObject members || name is "properties" or "partialFingerprints" or "originalUriBaseIds" && !Enter(name, node))
        {
            return;
        }

        var (demanded, allowed) = Schema[name];
        Assert.All(demanded, member => Assert.True(members.ContainsKey(member), $"{name} lacks {member}"));
        foreach (var (member, value) in members)
        {
            Assert.True(demanded.Contains(member) || allowed.Contains(member), $"{name} has {member}");
            Check(member, value);
        }

        Assert.True((string?)members["level"] is null or "none" or "note" or "warning" or "error");
    }

    private static bool Enter(string name, JsonNode node)
    {
        if (name == "originalUriBaseIds")
        {
            Check("SRCROOT", node["SRCROOT"]);
        }

        return false;
    }
}
