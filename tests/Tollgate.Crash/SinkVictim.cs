using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Audit;
using Tollgate.Audit.Sinks;
using Tollgate.Storage;

namespace Tollgate.Crash;

/// <summary>The audit log and a syslog sink, made to be killed: appends rows, says which are in the log, and sends them all the while.</summary>
internal static class SinkVictim
{
    /// <summary>Appends so many rows; with none, runs until everything that is in the log has surely arrived.</summary>
    public static async Task RunAsync(string folder, string to, int rows, string seed)
    {
        await using var database = await Database.OpenSqliteAsync(folder, TimeProvider.System, CancellationToken.None);
        var sink = new SinkEntry { Name = "siem", To = new Uri(to) };
        var positions = new AuditPositions(database.Source, TimeProvider.System);
        var options = new SinkOptions { LookEvery = TimeSpan.FromMilliseconds(5), Settle = TimeSpan.FromMilliseconds(300), Batch = 7 };
        using var follower = new SinkFollower(sink, new SyslogWire(sink, "victim"), new AuditReader(database.Source), positions, options, TimeProvider.System, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var sending = follower.RunAsync(stop.Token);
        for (var i = 0; i < rows; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{seed}-{i}");
            await new AuditLog(database.Source, TimeProvider.System).AppendAsync(new AuditEvent(Guid.Empty, Guid.Empty, "victim", "key.create", "key", id), CancellationToken.None);
            Console.Out.WriteLine($"appended {id} .");
            Console.Out.Flush();
        }

        var head = await new AuditChain(database.Source).HeadAsync(CancellationToken.None);
        while ((await positions.FindAsync(follower.Position, CancellationToken.None) is { } sent ? sent.Sequence : -1) < head.Sequence)
        {
            await Task.Delay(20);
        }

        await stop.CancelAsync();
        await sending;
    }
}
