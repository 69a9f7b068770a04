using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.ModelCalls;

/// <summary>What a call used as far as anybody can tell, where the provider's report is missing or not the last one.</summary>
internal static class Estimates
{
    /// <summary>CAPABILITIES 3: four characters a token.</summary>
    private const int BytesPerToken = 4;

    /// <summary>At least what was reported so far; output at least what was seen.</summary>
    public static TokenUsage Used(AdmittedCall call, ReplyMeter meter)
    {
        var usage = meter.HasUsage ? meter.Usage : default;
        if (call.PassThrough is not null)
        {
            PassThroughUnits.Add(call, ref usage);
        }
        else if (usage.TotalInput == 0 && !meter.IsFree)
        {
            usage[Unit.Input] = Math.Max(1, call.Request.Facts.TextBytes / BytesPerToken);
        }

        var seen = meter.OutputBytes / BytesPerToken;
        if (seen > usage.TotalOutput)
        {
            usage[Unit.Output] += seen - usage.TotalOutput;
        }

        return usage;
    }
}
