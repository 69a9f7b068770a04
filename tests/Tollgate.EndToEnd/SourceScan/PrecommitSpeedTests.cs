using System.Diagnostics;
using System.Text;
using Tollgate.Cli.SourceScan;
using Tollgate.Cli.SourceScan.Git;
using Tollgate.Cli.Tests.SourceScan;
using Tollgate.Security;

namespace Tollgate.EndToEnd.SourceScan;

/// <summary>It stands here because the projects of other tests count the lines that are reached, which takes five times as long.</summary>
[Collection("alone")]
public sealed class PrecommitSpeedTests : IDisposable
{
    private const int Files = 1000;

    // The bar of the product, in time of the processor: what else runs on the machine does not count.
    private static readonly TimeSpan Bar = TimeSpan.FromMilliseconds(300);

    // SEC-03's own bar, in time of the clock.
    private static readonly TimeSpan ClockBar = TimeSpan.FromSeconds(2);

    private readonly TemporaryRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void AThousandStagedFilesAreLookedThroughInTime()
    {
        var random = new Random(7);
        for (var number = 0; number < Files; number++)
        {
            _repository.Write($"src/{number % 20}/file{number}.py", Source(random));
        }

        _repository.Git("add", "-A");
        var (best, clock) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var report = StagedScan.Run(_repository.Folder, new ScanChoice(Detectors.Secrets, Sql: true, Severity.Medium));
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, (Environment.CpuUsage.TotalTime - used).Ticks));
            clock = TimeSpan.FromTicks(Math.Min(clock.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
            Assert.Equal((Files, 0, 0), (report.Files, report.Findings.Count, report.Faults.Count));
        }

        var figures = $"{Files} staged files: {best.TotalMilliseconds:F0} ms of the processor, {clock.TotalMilliseconds:F0} ms of the clock";
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
        Assert.True(best < Bar && clock < ClockBar, figures);
    }

    /// <summary>Four kilobytes of source, a statement with parameters in every fourth of its functions.</summary>
    private static string Source(Random random)
    {
        var text = new StringBuilder("import os\n\n");
        for (var number = 0; text.Length < 4096; number++)
        {
            text.Append("def function_").Append(random.Next()).Append("(cursor, value):\n");
            text.Append(number % 4 == 0
                ? "    cursor.execute(\"SELECT name FROM users WHERE id = %s\", (value,))\n    return cursor.fetchall()\n\n"
                : "    total = 0\n    for item in value:\n        total += item.price * item.count  # what it costs\n    return total\n\n");
        }

        return text.ToString();
    }
}
