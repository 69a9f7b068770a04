using System.Diagnostics;

namespace Tollgate.Telemetry;

/// <summary>What the process uses, read when somebody asks.</summary>
internal static class ProcessMetrics
{
    /// <summary>Declares the metrics in a registry.</summary>
    public static void AddTo(MetricRegistry registry)
    {
        registry.Add(new ObservedCounter("process_cpu_seconds_total", "Processor time used.", MetricScale.Micro, () => Environment.CpuUsage.TotalTime.Ticks / TimeSpan.TicksPerMicrosecond));
        registry.Add(new Gauge("process_resident_memory_bytes", "Memory held.", MetricScale.One, () => Environment.WorkingSet));
        registry.Add(new Gauge("process_start_time_seconds", "Start of the process, in seconds since 1970.", MetricScale.Micro, StartMicros));
        registry.Add(new ObservedCounter("dotnet_gc_collections_total", "Garbage collections, all generations.", MetricScale.One, () => GC.CollectionCount(0)));
        registry.Add(new ObservedCounter("dotnet_gc_allocated_bytes_total", "Bytes allocated.", MetricScale.One, () => GC.GetTotalAllocatedBytes()));
        registry.Add(new Gauge("dotnet_thread_pool_queue_length", "Work waiting for a thread.", MetricScale.One, () => ThreadPool.PendingWorkItemCount));
    }

    private static long StartMicros()
    {
        using var self = Process.GetCurrentProcess();
        return (self.StartTime.ToUniversalTime() - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    }
}
