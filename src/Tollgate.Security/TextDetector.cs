namespace Tollgate.Security;

/// <summary>A detector that a scan runs besides the built-in ones, over the text and over everything that its decoding brings to light. One for all threads.</summary>
public abstract class TextDetector
{
    /// <summary>Reports what is in the text.</summary>
    internal abstract void Scan(ReadOnlySpan<byte> text, ref ScanSink sink);
}
