using Tollgate.Core;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>Splits the tokens read into disjoint buckets by modality and cache class.</summary>
internal static class InputSplit
{
    /// <summary>Fills the input buckets; false when the parts do not add up to the whole.</summary>
    public static bool TryWrite(in UsageReport report, Beside beside, ref TokenUsage usage)
    {
        var fresh = report.Prompt;
        fresh += (beside & Beside.Audio) != 0 ? report[UsageField.PromptAudio] : 0;
        fresh -= (beside & Beside.Cache) != 0 ? 0 : report.Cached;
        var isPossible = fresh >= 0;
        var split = new ModalitySplit(Math.Max(0, fresh), report.CacheRead);
        isPossible &= split.TryTake(report[UsageField.PromptAudio], report[UsageField.CachedAudio], out var audio, out var cachedAudio);
        isPossible &= split.TryTake(report[UsageField.PromptVideo], report[UsageField.CachedVideo], out var video, out _);
        isPossible &= split.TryTake(report[UsageField.PromptImage], report[UsageField.CachedImage], out var image, out var cachedImage);
        var tool = new ModalitySplit(report[UsageField.Tool], 0);
        isPossible &= tool.TryTake(report[UsageField.ToolAudio], 0, out var toolAudio, out _);
        isPossible &= tool.TryTake(report[UsageField.ToolVideo], 0, out var toolVideo, out _);
        isPossible &= tool.TryTake(report[UsageField.ToolImage], 0, out var toolImage, out _);
        usage[Unit.Input] = split.Fresh + tool.Fresh;
        usage[Unit.InputAudio] = audio + toolAudio;
        usage[Unit.InputVideo] = video + toolVideo;
        usage[Unit.InputImage] = image + toolImage;
        usage[Unit.CacheReadAudio] = cachedAudio;
        usage[Unit.CacheReadImage] = cachedImage;
        usage[Unit.CacheRead] = report.CacheRead - cachedAudio - cachedImage;
        usage[Unit.CacheWrite5m] = report.Write5m;
        usage[Unit.CacheWrite1h] = report.Write1h;
        return isPossible;
    }
}
