using System.ComponentModel.DataAnnotations;

namespace Tollgate.ModelCalls;

/// <summary>Settings of the line.</summary>
internal sealed record ModelCallOptions
{
    /// <summary>The largest request body, decoded, in bytes.</summary>
    [Range(1024, 1 << 30)]
    public int MaxBodyBytes { get; init; } = 32 << 20;
}
