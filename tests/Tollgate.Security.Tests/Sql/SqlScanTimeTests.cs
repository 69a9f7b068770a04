using System.Diagnostics;
using System.Text;
using Tollgate.Security.Sql;

namespace Tollgate.Security.Tests.Sql;

[Collection("alone")]
public sealed class SqlScanTimeTests
{
    public static TheoryData<string> Units =>
    [
        "(", "((a", "a+", "a ? b : ", "[/", "/[", "''", "\"\"\"", "f'{", "`${", "{", "x = 'SELECT * FROM t WHERE a = ' + b\n", "if a in b:\n ", "q += 'SELECT a FROM b' + c;", "a<", "x => ", "$\"{a}", "def f(a):\n",
        "a.b(", "/*", "func(){", "'%s' % a, ", "a, ", "lambda x: ", "\\", "\n",
    ];

    [Theory]
    [MemberData(nameof(Units))]
    public void TimeGrowsNoFasterThanTheSource(string unit)
    {
        foreach (var language in Enum.GetValues<SourceLanguage>())
        {
            var small = Repeat(unit, 8 * 1024);
            var large = Repeat(unit, 128 * 1024);
            Measure(small, language, 2);
            var ratio = double.MaxValue;
            for (var attempt = 0; attempt < 5 && ratio >= 6; attempt++)
            {
                ratio = Measure(large, language, 1) / Math.Max(2, Measure(small, language, 16));
            }

            Assert.True(ratio < 6, $"{language}: the source in one takes {ratio:F1} times as long as in pieces");
        }
    }

    private static byte[] Repeat(string unit, int bytes) => Encoding.UTF8.GetBytes("SELECT " + string.Concat(Enumerable.Repeat(unit, bytes / unit.Length)));

    private static double Measure(byte[] text, SourceLanguage language, int times)
    {
        var start = Stopwatch.GetTimestamp();
        for (var time = 0; time < times; time++)
        {
            var findings = default(Findings);
            SqlInjectionScanner.Scan(text, language, ref findings);
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
