using System.Diagnostics;
using System.Globalization;
using Tollgate.Core;
using Tollgate.Crash;
using Tollgate.Ledger;
using Tollgate.Ledger.Queries;
using Tollgate.Storage;

namespace Tollgate.Tests.Ledger;

/// <summary>Kills a real process at every named place and at random ones, and looks at what the next start finds.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-crash-").FullName;
    private readonly Dictionary<Guid, long> _ended = [];
    private readonly HashSet<Guid> _refused = [];
    private readonly HashSet<(Guid RequestId, int Attempt)> _sent = [];

    public static TheoryData<string> Places =>
        [.. Failpoint.All, .. Failpoint.All.Where(name => name is not (Failpoint.AtRotation or Failpoint.MidBatch or Failpoint.AfterCommit)).Select(name => name + ":357"), "mid-batch:3", "after-commit:2", "at-rotation:4"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Places))]
    public async Task KilledAtANamedPlace_NothingAcknowledgedIsLost_AndNothingIsThereTwice(string place)
    {
        var exit = await RunAsync(calls: 3000, seed: 1, place, killAfterLines: int.MaxValue);

        Assert.Equal(128 + 9, exit);
        await CheckAsync();
    }

    [Fact]
    public async Task KilledAtRandom_AgainAndAgain_NothingAcknowledgedIsLost_AndNothingIsThereTwice()
    {
        var rounds = Environment.GetEnvironmentVariable("TOLLGATE_LONG") is null ? 6 : 60;
        var random = new Random(20261121);
        for (var round = 0; round < rounds; round++)
        {
            await RunAsync(calls: 40_000, seed: round, place: "", killAfterLines: random.Next(1, 12_000));
        }

        await CheckAsync();
    }

    [Fact]
    public async Task NotKilled_EverythingIsThere_AndTheJournalIsEmpty()
    {
        var exit = await RunAsync(calls: 800, seed: 3, place: "", killAfterLines: int.MaxValue);

        Assert.Equal(0, exit);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "journal")));
        await CheckAsync();
    }

    private async Task<int> RunAsync(int calls, int seed, string place, int killAfterLines)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(Victim).Assembly.Location);
        start.ArgumentList.Add(_folder);
        start.ArgumentList.Add(calls.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(seed.ToString(CultureInfo.InvariantCulture));
        start.Environment["TOLLGATE_FAILPOINT"] = place;
        using var victim = Process.Start(start)!;
        var lines = 0;
        while (await victim.StandardOutput.ReadLineAsync() is { } line)
        {
            Note(line);
            if (++lines == killAfterLines)
            {
                victim.Kill();
            }
        }

        await victim.WaitForExitAsync();
        return victim.ExitCode;
    }

    /// <summary>What the client saw. A line that was torn by the kill was not seen.</summary>
    private void Note(string line)
    {
        switch (line.Split(' '))
        {
            case ["refused", { Length: 36 } id]:
                _refused.Add(Guid.Parse(id));
                break;
            case ["sent", { Length: 36 } id, var attempt] when attempt.Length > 0:
                _sent.Add((Guid.Parse(id), int.Parse(attempt, CultureInfo.InvariantCulture)));
                break;
            case ["ended", { Length: 36 } id, var cost] when cost.Length > 0:
                _ended[Guid.Parse(id)] = long.Parse(cost, CultureInfo.InvariantCulture);
                break;
        }
    }

    private async Task CheckAsync()
    {
        await using var next = await Victim.OpenAsync(_folder);
        var calls = new CallStore(next.Database.Source);
        foreach (var (id, cost) in _ended)
        {
            var call = await calls.FindAsync(WindowBook.Window, false, id, CancellationToken.None);
            Assert.Equal((id, cost, "completed"), (call?.RequestId ?? default, call?.CostUsd.Nanos ?? -1, call?.Result ?? ""));
            Assert.Equal(Money.Zero, call!.UncertainUsd);
        }

        foreach (var id in _refused)
        {
            Assert.NotNull(await calls.FindAsync(WindowBook.Window, false, id, CancellationToken.None));
        }

        foreach (var (id, attempt) in _sent)
        {
            var call = await calls.FindAsync(WindowBook.Window, false, id, CancellationToken.None);
            Assert.Contains(call!.Attempts!, found => found.Attempt == attempt && (found.UncertainUsd.Nanos > 0 || found.CostUsd.Nanos > 0));
        }

        await CheckSumsAsync(next.Database);
    }

    private static async Task CheckSumsAsync(Database database)
    {
        Assert.Equal(0L, await ScalarAsync(database, "select count(*) from (select 1 from ledger_line group by request_id, attempt having count(*) > 1)"));
        Assert.Equal(0L, await ScalarAsync(database, "select count(*) from ledger_line l where not exists (select 1 from request r where r.id = l.request_id)"));
        foreach (var (window, column) in new[] { ("cost", "cost_nanos"), ("uncertain", "uncertain_nanos") })
        {
            var lines = ScalarAsync(database, $"select coalesce(sum({column}), 0) from ledger_line");
            var requests = ScalarAsync(database, $"select coalesce(sum({column}), 0) from request");
            var windows = ScalarAsync(database, $"select {window} from crash_window");
            Assert.Equal((await lines, await lines), (await requests, await windows));
        }
    }

    private static async Task<long> ScalarAsync(Database database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
