using Tollgate.Core;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>
/// Decides which part of a usage report contains which. The provider's declared containment is tried first; a total that fits another
/// reading decides for that one; where no reading fits, the largest counts and the report is inconsistent.
/// </summary>
internal static class UsageReading
{
    /// <summary>The disjoint buckets of a report; <paramref name="open"/> are the parts whose containment the total may decide.</summary>
    public static TokenUsage Resolve(in UsageFields fields, Beside declared, Beside open, UsageQuirks quirks, out bool isInconsistent)
    {
        var report = new UsageReport(fields);
        isInconsistent = report.IsInconsistent;
        var hidden = Hidden(report, declared, quirks);
        if (!TryChoose(report, declared, open, quirks, hidden, out var beside))
        {
            isInconsistent = true;
        }

        var usage = default(TokenUsage);
        isInconsistent |= !InputSplit.TryWrite(report, beside, ref usage);
        isInconsistent |= !OutputSplit.TryWrite(report, beside, hidden, ref usage);
        WriteCounts(report, ref usage);
        return usage;
    }

    private static bool TryChoose(in UsageReport report, Beside declared, Beside open, UsageQuirks quirks, long hidden, out Beside beside)
    {
        beside = declared;
        if (Fits(report, declared, quirks, hidden))
        {
            return true;
        }

        if (report.Total is null)
        {
            beside = SmallestPossible(report, declared, open);
            return false;
        }

        for (var flips = Beside.Reasoning; flips <= Beside.All; flips++)
        {
            beside = declared ^ (flips & open);
            if (Fits(report, beside, quirks, hidden))
            {
                return true;
            }
        }

        beside = declared | open;
        return false;
    }

    /// <summary>Moves out only what is larger than the count that should hold it.</summary>
    private static Beside SmallestPossible(in UsageReport report, Beside declared, Beside open)
    {
        for (var extra = Beside.Reasoning; extra < Beside.All; extra++)
        {
            if (IsPossible(report, declared | (extra & open)))
            {
                return declared | (extra & open);
            }
        }

        return declared | open;
    }

    private static bool Fits(in UsageReport report, Beside beside, UsageQuirks quirks, long hidden)
    {
        if (!IsPossible(report, beside))
        {
            return false;
        }

        if (report.Total is not { } total)
        {
            return true;
        }

        var sum = Sum(report, beside) + hidden;
        var reasoning = (beside & Beside.Reasoning) != 0 ? report.Reasoning : 0;
        return IsSum(report, total, sum) || ((quirks & UsageQuirks.TotalWithoutReasoning) != 0 && IsSum(report, total, sum - reasoning));
    }

    /// <summary>Tool-use prompts and citations are billed beside the rest; providers differ on whether their total shows them.</summary>
    private static bool IsSum(in UsageReport report, long total, long sum)
    {
        var rest = total - sum;
        var tool = report[UsageField.Tool];
        var citation = report[UsageField.Citation];
        return rest == 0 || rest == tool || rest == citation || rest == tool + citation;
    }

    private static long Sum(in UsageReport report, Beside beside)
    {
        var sum = report.Prompt + report.Completion;
        sum += (beside & Beside.Reasoning) != 0 ? report.Reasoning : 0;
        sum += (beside & Beside.Cache) != 0 ? report.Cached : 0;
        return sum + ((beside & Beside.Audio) != 0 ? report[UsageField.PromptAudio] + report[UsageField.CompletionAudio] : 0);
    }

    private static bool IsPossible(in UsageReport report, Beside beside)
    {
        var isAudioBeside = (beside & Beside.Audio) != 0;
        var written = report[UsageField.CompletionImage] + (isAudioBeside ? 0 : report[UsageField.CompletionAudio]);
        written += (beside & Beside.Reasoning) != 0 ? 0 : report.Reasoning;
        var cached = (beside & Beside.Cache) != 0 ? 0 : report.Cached;
        return written <= report.Completion && cached <= report.Prompt && (isAudioBeside || report[UsageField.PromptAudio] <= report.Prompt);
    }

    /// <summary>Thoughts that only the total shows.</summary>
    private static long Hidden(in UsageReport report, Beside declared, UsageQuirks quirks)
    {
        if ((quirks & UsageQuirks.HiddenOutputInTotal) == 0 || report.Total is not { } total)
        {
            return 0;
        }

        return Math.Max(0, total - Sum(report, declared));
    }

    private static void WriteCounts(in UsageReport report, ref TokenUsage usage)
    {
        usage[Unit.Citation] = report[UsageField.Citation];
        usage[Unit.WebSearch] = report[UsageField.WebSearch] + report[UsageField.SocialSearch];
        usage[Unit.FileSearch] = report[UsageField.FileSearch];
        usage[Unit.CodeSession] = report[UsageField.CodeSession];
        usage[Unit.SearchUnit] = report[UsageField.SearchUnit];
        usage[Unit.AudioSecond] = report[UsageField.AudioSecond];
        usage[Unit.Page] = report[UsageField.Page];
    }
}
