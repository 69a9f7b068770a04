using Tollgate.Security.Unfolding;

namespace Tollgate.Security;

/// <summary>Where the detectors report to: turns places in a view into places in the scanned text.</summary>
internal ref struct ScanSink(ref Findings findings, Source source, ReadOnlySpan<TextDetector> own)
{
    private readonly ref Findings _findings = ref findings;

    /// <summary>What runs besides the built-in detectors.</summary>
    public ReadOnlySpan<TextDetector> Own { get; } = own;

    /// <summary>Who wrote the text.</summary>
    public Source Source { get; } = source;

    /// <summary>How the view lies in the scanned text; null when it is the text.</summary>
    public SpanMap? Map { get; set; }

    /// <summary>Whether the view was only readable after decoding.</summary>
    public bool IsHidden { get; set; }

    /// <summary>Reports a finding at a place of the view.</summary>
    public readonly void Report(Rule rule, Severity severity, float confidence, int start, int end)
    {
        if (Map is { } map)
        {
            (start, end) = map.ToSource(start, end);
        }

        _findings.Add(new Finding(rule, severity, confidence, start, end, IsHidden));
    }
}
