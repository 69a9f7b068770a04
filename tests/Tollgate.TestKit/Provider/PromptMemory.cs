using System.Collections.Concurrent;
using Tollgate.TestKit.Bills;

namespace Tollgate.TestKit.Provider;

/// <summary>A prompt cache that really remembers: per account and model, the prefixes it has seen.</summary>
public sealed class PromptMemory(TimeProvider time)
{
    /// <summary>Prefixes shorter than this are not cached.</summary>
    public const long LeastTokens = 1_024;

    private const int LookBack = 20;
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<(string Scope, ulong Prefix), DateTimeOffset> _prefixes = new();

    /// <summary>Counts a prompt where the client marks what is cached (Anthropic), and remembers the marked prefixes.</summary>
    public FakeUsage CountMarked(string scope, IReadOnlyList<PromptPart> parts)
    {
        var (prefixes, sums) = Chain(parts);
        var last = LastMark(parts);
        if (last < 0 || sums[last] < LeastTokens)
        {
            return Split(parts, 0);
        }

        var now = time.GetUtcNow();
        var read = 0L;
        for (var i = last; i >= 0 && i > last - LookBack * 4 && read == 0; i--)
        {
            read = IsKnown(scope, prefixes[i], now) ? sums[i] : 0;
        }

        var (minutes, hour) = Remember(scope, parts, prefixes, sums, read, now);
        return Split(parts, sums[last]) with { CacheRead = read, CacheWrite = minutes, CacheWriteHour = hour };
    }

    /// <summary>Counts a prompt where the provider caches by itself (OpenAI, Gemini), part by part.</summary>
    public FakeUsage CountAutomatic(string scope, IReadOnlyList<PromptPart> parts)
    {
        var (prefixes, sums) = Chain(parts);
        var now = time.GetUtcNow();
        var read = 0L;
        for (var i = parts.Count - 1; i >= 0 && sums[i] >= LeastTokens && read == 0; i--)
        {
            read = IsKnown(scope, prefixes[i], now) ? sums[i] / 128 * 128 : 0;
        }

        for (var i = 0; i < parts.Count; i++)
        {
            if (sums[i] >= LeastTokens)
            {
                _prefixes[(scope, prefixes[i])] = now + Short;
            }
        }

        var usage = Split(parts, 0);
        read = Math.Min(read, usage.Input);
        return usage with { Input = usage.Input - read, CacheRead = read };
    }

    private static (ulong[] Prefixes, long[] Sums) Chain(IReadOnlyList<PromptPart> parts)
    {
        var prefixes = new ulong[parts.Count];
        var sums = new long[parts.Count];
        var hash = PromptHash.Seed;
        var sum = 0L;
        for (var i = 0; i < parts.Count; i++)
        {
            hash = PromptHash.Add(hash, parts[i].Hash);
            sum += parts[i].Tokens;
            prefixes[i] = hash;
            sums[i] = sum;
        }

        return (prefixes, sums);
    }

    private static int LastMark(IReadOnlyList<PromptPart> parts)
    {
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (parts[i].Mark != CacheMark.None)
            {
                return i;
            }
        }

        return -1;
    }

    private (long Minutes, long Hour) Remember(string scope, IReadOnlyList<PromptPart> parts, ulong[] prefixes, long[] sums, long read, DateTimeOffset now)
    {
        var minutes = 0L;
        var hour = 0L;
        var written = read;
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Mark == CacheMark.None || sums[i] < LeastTokens)
            {
                continue;
            }

            _prefixes[(scope, prefixes[i])] = now + (parts[i].Mark == CacheMark.Hour ? Long : Short);
            var fresh = Math.Max(0, sums[i] - written);
            written = Math.Max(written, sums[i]);
            minutes += parts[i].Mark == CacheMark.Hour ? 0 : fresh;
            hour += parts[i].Mark == CacheMark.Hour ? fresh : 0;
        }

        return (minutes, hour);
    }

    private static FakeUsage Split(IReadOnlyList<PromptPart> parts, long cached)
    {
        var audio = 0L;
        var total = 0L;
        foreach (var part in parts)
        {
            total += part.Tokens;
            audio += part.Kind == PartKind.Audio ? part.Tokens : 0;
        }

        audio = Math.Min(audio, total - cached);
        return new FakeUsage { Input = total - cached - audio, InputAudio = audio };
    }

    private bool IsKnown(string scope, ulong prefix, DateTimeOffset now) => _prefixes.TryGetValue((scope, prefix), out var until) && until > now;
}
