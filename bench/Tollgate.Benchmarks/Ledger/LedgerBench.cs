using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Queries;
using Tollgate.Storage;

namespace Tollgate.Benchmarks.Ledger;

/// <summary>What it costs to bring calls into the database, and how long sums over them take.</summary>
internal static class LedgerBench
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    public static async Task RunAsync(int calls)
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-bench-").FullName;
        await using (var database = await Database.OpenSqliteAsync(folder, TimeProvider.System, Ct))
        {
            await FillAsync(database, folder, calls);
            await SumAsync(database, calls);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task FillAsync(Database database, string folder, int calls)
    {
        var journal = Journal.Open(new JournalOptions { Folder = Path.Combine(folder, "journal") });
        var writer = new LedgerWriter(journal, database.Source, [], new LiveFeed(TimeProvider.System), TimeProvider.System, NullLogger<LedgerWriter>.Instance);
        writer.Start();
        var (start, cpu, allocated) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        for (var i = 0; i < calls; i++)
        {
            Calls.Append(journal, Calls.Identity(i), Calls.Attempt(i), i);
        }

        _ = await writer.CatchUpAsync(TimeSpan.FromHours(1), Ct);
        var (wall, used) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n{calls} calls into SQLite: {wall.TotalSeconds:F1} s, {calls / wall.TotalSeconds:F0} calls/s, {used.TotalMicroseconds / calls:F1} us CPU and {(GC.GetTotalAllocatedBytes() - allocated) / calls} bytes allocated per call (appends included), {new FileInfo(Path.Combine(folder, "tollgate.db")).Length / calls} bytes of database per call"));
        await writer.DisposeAsync();
        journal.Dispose();
    }

    private static async Task SumAsync(Database database, int calls)
    {
        Console.WriteLine($"\n| group_by over {calls} calls | ms |\n|-|-|");
        var store = new SummaryStore(database.Source);
        var filter = new CallFilter { OrganizationId = Calls.Identity(0).OrganizationId };
        foreach (var names in (string[])["", "key", "team,status", "provider,model", "session", "session,model", "tag:project", "tag:project,agent", "day,result"])
        {
            var by = names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select((name, place) => Dimension.Find(name, place)!).ToList();
            var start = Stopwatch.GetTimestamp();
            var summary = await store.SumAsync(filter, by, Ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(names.Length == 0 ? "(total)" : names)} ({summary.Items.Count} groups) | {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} |"));
        }

        var list = Stopwatch.GetTimestamp();
        _ = await new CallStore(database.Source).ListAsync(filter with { Session = "session-000500" }, null, 50, Ct);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| newest 50 calls of a session | {Stopwatch.GetElapsedTime(list).TotalMilliseconds:F1} |"));
    }
}
