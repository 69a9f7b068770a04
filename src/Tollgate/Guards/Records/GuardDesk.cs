using System.Threading.Channels;

namespace Tollgate.Guards.Records;

/// <summary>Takes the guards' reports from the line without waiting; the recorder writes them behind it.</summary>
internal sealed class GuardDesk(GuardMetrics metrics)
{
    private const int Room = 10_000;

    private readonly Channel<GuardReport> _reports = Channel.CreateBounded<GuardReport>(new BoundedChannelOptions(Room) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>What waits to be written.</summary>
    public ChannelReader<GuardReport> Reports => _reports.Reader;

    /// <summary>Hands a report over. Without room it is counted and left out: the call's own row still says what was refused.</summary>
    public void Note(GuardReport report)
    {
        metrics.Reported(report);
        if (!_reports.Writer.TryWrite(report))
        {
            metrics.Dropped();
        }
    }
}
