using System.ComponentModel.DataAnnotations;

namespace Tollgate.Simulation;

/// <summary>How the simulated provider behaves.</summary>
public sealed record SimulationOptions
{
    /// <summary>The mean time before the first byte, in milliseconds; single calls lie between half and double.</summary>
    [Range(0, 10_000)]
    public int FirstByteMilliseconds { get; init; } = 300;

    /// <summary>The time between two events of a stream, in milliseconds.</summary>
    [Range(0, 1_000)]
    public int EventMilliseconds { get; init; } = 25;

    /// <summary>How many tokens one event of a stream carries.</summary>
    [Range(1, 100)]
    public int TokensPerEvent { get; init; } = 6;

    /// <summary>Where randomness starts: the same seed gives the same answers.</summary>
    public int Seed { get; init; } = 1;
}
