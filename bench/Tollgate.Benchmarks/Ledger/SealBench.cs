using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Audit;
using Tollgate.Ledger;
using Tollgate.Ledger.Journals;
using Tollgate.Ledger.Seals;
using Tollgate.Storage;

namespace Tollgate.Benchmarks.Ledger;

/// <summary>What sealing the ledger costs: the same calls with and without it, turn by turn, the best of each.</summary>
internal static class SealBench
{
    private const int Turns = 5;
    private static readonly CancellationToken Ct = CancellationToken.None;

    public static async Task RunAsync(int calls)
    {
        var (bare, bound) = (double.MaxValue, double.MaxValue);
        for (var turn = 0; turn < Turns; turn++)
        {
            bare = Math.Min(bare, await FillAsync(calls, isSealed: false));
            bound = Math.Min(bound, await FillAsync(calls, isSealed: true));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls} calls: {bare:F2} us CPU a call without seals, {bound:F2} us with: {bound - bare:F2} us a call"));
    }

    private static async Task<double> FillAsync(int calls, bool isSealed)
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-bench-").FullName;
        TimeSpan used;
        await using (var database = await Database.OpenSqliteAsync(folder, TimeProvider.System, Ct))
        {
            var journal = Journal.Open(new JournalOptions { Folder = Path.Combine(folder, "journal") });
            var seals = isSealed ? new LedgerSeals(new AuditLog(database.Source, TimeProvider.System), TimeProvider.System, "bench") : null;
            var writer = new LedgerWriter(journal, database.Source, [], new LiveFeed(TimeProvider.System), TimeProvider.System, NullLogger<LedgerWriter>.Instance, null, seals);
            for (var i = 0; i < calls; i++)
            {
                Calls.Append(journal, Calls.Identity(i), Calls.Attempt(i), i);
            }

            var before = Environment.CpuUsage.TotalTime;
            writer.Start();
            _ = await writer.CatchUpAsync(TimeSpan.FromHours(1), Ct);
            used = Environment.CpuUsage.TotalTime - before;
            await writer.DisposeAsync();
            journal.Dispose();
        }

        Directory.Delete(folder, recursive: true);
        return used.TotalMicroseconds / calls;
    }
}
