using System.Text;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.TestKit;

namespace Tollgate.Tests.Audit;

public sealed class AuditExportTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task JsonLines_HoldOneRowEach()
    {
        var text = await ExportAsync("jsonl", 3);

        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([1, 2, 3], rows.Select(row => row.GetProperty("sequence").GetInt32()));
        Assert.Equal(rows[0].GetProperty("hash").GetString(), rows[1].GetProperty("previous_hash").GetString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Json_IsOneArray(int rows) => Assert.Equal(rows, JsonDocument.Parse(await ExportAsync("json", rows)).RootElement.GetArrayLength());

    [Fact]
    public void ADetailThatSomebodyWroteOver_IsShownAsText()
    {
        var row = new AuditRow(1, Guid.Empty, DateTimeOffset.UnixEpoch, new AuditEvent(Guid.Empty, Guid.Empty, "a", "b", "c", "d", "{no json"), [], []);

        Assert.Equal("{no json", AuditReply.Of(row).Detail.GetString());
    }

    [Fact]
    public async Task Csv_ReadsBackAsItWas()
    {
        var table = CsvText.Parse(await ExportAsync("csv", 2), isOurs: true)!;

        Assert.Equal(2, table.Rows.Count);
        Assert.Equal("""{"note":"=1+1, \"quoted\""}""", table.Rows[1][9]);
        Assert.Equal("=formula", table.Rows[1][5]);
    }

    private static async Task<string> ExportAsync(string form, int rows)
    {
        await using var test = await TestDatabase.CreateAsync();
        for (var i = 0; i < rows; i++)
        {
            await new AuditLog(test.Source, TimeProvider.System).AppendAsync(new AuditEvent(Guid.Empty, Guid.Empty, "=formula", "a.b", "thing", "1", """{"note":"=1+1, \"quoted\""}"""), Ct);
        }

        using var output = new MemoryStream();
        Assert.Equal(rows, await AuditExport.WriteAsync(new AuditReader(test.Source).ReadAsync(new AuditFilter(), Ct), form, output, Ct));
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
