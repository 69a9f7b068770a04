using Tollgate.Core;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>Splits the tokens written into disjoint buckets.</summary>
internal static class OutputSplit
{
    /// <summary>Fills the output buckets; false when the parts do not add up to the whole.</summary>
    public static bool TryWrite(in UsageReport report, Beside beside, long hidden, ref TokenUsage usage)
    {
        var text = report.Completion - report[UsageField.CompletionImage];
        text -= (beside & Beside.Reasoning) != 0 ? 0 : report.Reasoning;
        text -= (beside & Beside.Audio) != 0 ? 0 : report[UsageField.CompletionAudio];
        usage[Unit.Output] = Math.Max(0, text);
        usage[Unit.Reasoning] = report.Reasoning + hidden;
        usage[Unit.OutputAudio] = report[UsageField.CompletionAudio];
        usage[Unit.OutputImage] = report[UsageField.CompletionImage];
        return text >= 0;
    }
}
