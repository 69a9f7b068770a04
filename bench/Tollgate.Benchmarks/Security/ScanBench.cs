using System.Diagnostics;
using Tollgate.Benchmarks.Security.Corpora;
using Tollgate.Security;

namespace Tollgate.Benchmarks.Security;

/// <summary>How fast a folder's files are scanned on one core, for each set of detectors, and what a request of 8 KB costs.</summary>
internal static class ScanBench
{
    private const int RequestBytes = 8192;

    public static void Run(string folder, string? peer)
    {
        var paths = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/.git/", StringComparison.Ordinal) && new FileInfo(path).Length < 4 << 20)
            .Select(path => (Path: path, Text: File.ReadAllBytes(path))).Where(file => !file.Text.AsSpan(0, Math.Min(8192, file.Text.Length)).Contains((byte)0)).ToList();
        var files = paths.ConvertAll(file => file.Text);
        var bytes = files.Sum(text => (long)text.Length);
        Console.WriteLine($"{files.Count} files, {bytes / 1e6:F1} MB");
        foreach (var detectors in new[] { Detectors.Secrets, Detectors.Personal, Detectors.Secrets | Detectors.Personal, Detectors.Injection, Detectors.All })
        {
            var start = Stopwatch.GetTimestamp();
            var scanner = new SecurityScanner(detectors);
            var made = Stopwatch.GetElapsedTime(start);
            var best = Enumerable.Range(0, 5).Min(_ => Pass(scanner, files, Source.File).TotalSeconds);
            Console.WriteLine($"{detectors,-20} {bytes / best / 1e6,8:F0} MB/s; {Pass8(scanner, files)}; made in {made.TotalMilliseconds:F1} ms");
        }

        if (peer is not null)
        {
            Console.WriteLine($"secretlint           {bytes / new Peer(peer).Seconds(folder) / 1e6,8:F1} MB/s with its start");
        }

        PrintSecrets(paths, folder.Length);
    }

    /// <summary>Every secret that is reported in the folder, masked: in sources of others each one is looked at by hand.</summary>
    private static void PrintSecrets(List<(string Path, byte[] Text)> files, int from)
    {
        var scanner = new SecurityScanner(Detectors.Secrets);
        foreach (var (path, text) in files)
        {
            var findings = default(Findings);
            scanner.Scan(text, Source.File, ref findings);
            foreach (var finding in findings.Items)
            {
                var found = System.Text.Encoding.UTF8.GetString(text.AsSpan(finding.Start, Math.Min(finding.Length, 200)));
                Console.WriteLine($"  {finding.Rule.Id} {finding.Confidence:F2} {path[from..]}:{finding.Start} {SecretMasker.Mask(found)}");
            }
        }
    }

    private static TimeSpan Pass(SecurityScanner scanner, List<byte[]> files, Source source)
    {
        var findings = default(Findings);
        var start = Stopwatch.GetTimestamp();
        foreach (var text in files)
        {
            findings.Clear();
            scanner.Scan(text, source, ref findings);
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private static string Pass8(SecurityScanner scanner, List<byte[]> files)
    {
        var requests = files.Where(text => text.Length >= RequestBytes).Take(400).ToList();
        var times = new List<double>();
        var findings = default(Findings);
        for (var round = 0; round < 10; round++)
        {
            foreach (var text in requests)
            {
                findings.Clear();
                var start = Stopwatch.GetTimestamp();
                scanner.Scan(text.AsSpan(0, RequestBytes), Source.User, ref findings);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        times.Sort();
        return times.Count == 0 ? "no files of 8 KB" : $"8 KB: p50 {times[times.Count / 2]:F0} µs, p99 {times[times.Count * 99 / 100]:F0} µs";
    }
}
