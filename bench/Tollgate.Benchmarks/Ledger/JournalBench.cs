using System.Diagnostics;
using System.Globalization;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Records;

namespace Tollgate.Benchmarks.Ledger;

/// <summary>Time and memory of the two journal records of a call, on the thread that serves it.</summary>
internal static class JournalBench
{
    private const int Rounds = 7;
    private const int PerRound = 20_000;

    public static void Run()
    {
        Console.WriteLine("| journal | ns per call (two records) | bytes allocated per call | bytes written per call |");
        Console.WriteLine("|-|-|-|-|");
        foreach (var fsync in (ReadOnlySpan<JournalSync>)[JournalSync.Off, JournalSync.Group])
        {
            Measure(fsync);
        }
    }

    private static void Measure(JournalSync fsync)
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-bench-").FullName;
        using (var journal = Journal.Open(new JournalOptions { Folder = folder, Fsync = fsync, SegmentBytes = 64 << 20, MaxBytes = 4L << 30 }))
        {
            var calls = Enumerable.Range(0, PerRound).Select(Calls.Identity).ToArray();
            var attempt = Calls.Attempt(0);
            Round(journal, calls, attempt);
            var written = journal.Extent(1)!.Value.Length / PerRound;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                times.Add(Round(journal, calls, attempt));
            }

            times.Sort();
            var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (Rounds * PerRound);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| fsync {fsync} | {times[Rounds / 2]:F0} | {allocated} | {written} |"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static double Round(Journal journal, CallIdentity[] calls, AttemptIdentity attempt)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls.Length; i++)
        {
            Calls.Append(journal, calls[i], attempt, i);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls.Length;
    }
}
