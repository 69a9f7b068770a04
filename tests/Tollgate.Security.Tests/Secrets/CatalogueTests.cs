using System.Text.Json;
using Tollgate.Security.Secrets;

namespace Tollgate.Security.Tests.Secrets;

public sealed class CatalogueTests
{
    private static readonly List<JsonElement> Rows = ReadRows();
    private static readonly List<SecretRule> Rules = SecretCatalogue.Load();

    public static TheoryData<string> Ids => [.. Rows.Select(row => row.GetProperty("id").GetString()!)];

    /// <summary>What the matches of every rule begin with, and a little of what follows.</summary>
    internal static IEnumerable<string> Beginnings() =>
        Rows.Select(row => Samples.Fill(Strings(row, "match").First(), new Random(5))).Select(text => text[..Math.Min(24, text.Length)]).Distinct();

    [Fact]
    public void TheCatalogueHasMoreThanTwoHundredKinds_AndEveryIdOnce()
    {
        var ids = Rows.Select(row => row.GetProperty("id").GetString()!).ToList();

        Assert.True(ids.Count >= 200, $"{ids.Count} kinds");
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void EveryRowHasMatchesAndNonMatches_AndSaysWhatToDo()
    {
        Assert.All(Rows, row => Assert.True(row.GetProperty("match").GetArrayLength() > 0 && row.GetProperty("miss").GetArrayLength() > 0));
        Assert.All(Rules, rule => Assert.True(rule.Rule.Explanation.Length > 20 && rule.Rule.Fix.Length > 20));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryMatchOfARowIsFound(string id)
    {
        var row = Row(id);
        var random = new Random(7);
        var scanner = Only(id);
        foreach (var template in Strings(row, "match"))
        {
            for (var round = 0; round < 20; round++)
            {
                var text = Samples.Fill(template, random);

                var found = scanner.Scan(text);

                Assert.True(found.Any(finding => finding.Rule.Id == id && finding.Confidence >= 0.55f), $"{id} is not found in: {text}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void NoNonMatchOfARowIsFound(string id)
    {
        var random = new Random(11);
        var scanner = Only(id);
        foreach (var template in Strings(Row(id), "miss"))
        {
            var text = Samples.Fill(template, random);

            var found = scanner.Scan(text);

            Assert.False(found.Any(finding => finding.Rule.Id == id), $"{id} is found in: {text}");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheWholeCatalogueFindsEveryMatchOnce_UnderSomeRule(string id)
    {
        var random = new Random(13);
        foreach (var template in Strings(Row(id), "match"))
        {
            var text = Samples.Fill(template, random);

            var found = Scanning.Secrets.Scan(text);

            Assert.True(found.Count >= 1, $"nothing is found in: {text}");
            Assert.All(found, one => Assert.DoesNotContain(found, two => two != one && two.Overlaps(one)));
        }
    }

    private static SecretScannerOfOne Only(string id) => new(Rules.Where(rule => rule.Rule.Id == id).ToList());

    private static JsonElement Row(string id) => Rows.Single(row => row.GetProperty("id").GetString() == id);

    private static IEnumerable<string> Strings(JsonElement row, string name) => row.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);

    private static List<JsonElement> ReadRows()
    {
        using var reader = new StreamReader(typeof(CatalogueTests).Assembly.GetManifestResourceStream("secrets.jsonl")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
