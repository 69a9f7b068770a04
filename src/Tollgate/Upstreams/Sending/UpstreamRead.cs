namespace Tollgate.Upstreams.Sending;

/// <summary>What one read of an answer gave.</summary>
/// <param name="Bytes">How many bytes; 0 at the end of the answer, and with a fault.</param>
/// <param name="Fault">What went wrong; none at a proper end.</param>
internal readonly record struct UpstreamRead(int Bytes, UpstreamFault Fault)
{
    /// <summary>Whether nothing more comes.</summary>
    public bool IsEnd => Bytes == 0;
}
