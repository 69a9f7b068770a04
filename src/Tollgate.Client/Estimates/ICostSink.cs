namespace Tollgate.Client.Estimates;

/// <summary>Where a <see cref="CostTracker"/> writes. It may be told a record again after a failure: <see cref="CostRecord.Id"/> says which it is.</summary>
public interface ICostSink
{
    /// <summary>Keeps a record; any exception but a cancellation means that it was not kept.</summary>
    Task WriteAsync(CostRecord record, CancellationToken ct);
}
