using Tollgate.Api;

namespace Tollgate.Tests.Api;

public sealed class CsvTextTests
{
    private static readonly string[] Pieces = ["", "a", "\"", ",", "\r\n", "\n", "'", "=1+1", "-5", "-x", "+", "@", "\t", "é", "0.5"];

    [Fact]
    public void What_was_written_comes_back()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var table = new CsvTable([.. Enumerable.Range(0, random.Next(2, 5)).Select(column => $"c{column}")]);
            for (var row = random.Next(4); row >= 0; row--)
            {
                table.Add([.. table.Columns.Select(_ => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Pieces[random.Next(Pieces.Length)])))]);
            }

            var read = CsvText.Parse(table.ToString(), isOurs: true)!;

            Assert.Equal(table.Columns, read.Columns);
            Assert.Equal(table.Rows, read.Rows);
        }
    }

    [Theory]
    [InlineData("=cmd()", "'=cmd()")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("-0.002", "-0.002")]
    [InlineData("'quoted", "''quoted")]
    public void A_formula_is_text_for_a_spreadsheet(string cell, string written) =>
        Assert.Equal($"a,b\r\n{written},\r\n", new CsvTable(["a", "b"]).Add(cell, "").ToString());

    [Theory]
    [InlineData("a,b\n1,\"2")]
    [InlineData("")]
    public void What_is_no_table_is_none(string text) => Assert.Null(CsvText.Parse(text));
}
