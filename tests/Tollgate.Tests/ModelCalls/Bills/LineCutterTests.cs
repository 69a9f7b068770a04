using System.Text;
using Tollgate.ModelCalls.Bills;

namespace Tollgate.Tests.ModelCalls.Bills;

public sealed class LineCutterTests
{
    [Theory]
    [InlineData("a\nbb\nccc")]
    [InlineData("a\r\n\r\n  bb \n\nccc\n")]
    [InlineData("a\nbb\nccc\n")]
    public void HoweverABodyIsCut_ItsLinesAreTheSame(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var lines = new List<string>();
            var cutter = new LineCutter(line => lines.Add(Encoding.UTF8.GetString(line)));

            foreach (var piece in bytes.Chunk(size))
            {
                cutter.Read(piece);
            }

            cutter.End();
            Assert.Equal(["a", "bb", "ccc"], lines);
        }
    }

    [Fact]
    public void ALineThatNobodyCanKeep_EndsTheReading()
    {
        var count = 0;
        var cutter = new LineCutter(_ => count++);
        var piece = new byte[1 << 20];

        cutter.Read("one\n"u8);
        for (var i = 0; i <= LineCutter.LongestLine >> 20; i++)
        {
            cutter.Read(piece);
        }

        cutter.Read("\ntwo\n"u8);
        cutter.End();

        Assert.True(cutter.IsTooLong);
        Assert.Equal(1, count);
    }
}
