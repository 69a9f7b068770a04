using Tollgate.Core;

namespace Tollgate.Pricing.Expectations;

/// <summary>
/// What calls of one kind used, in sums that forget slowly: tokens for bytes, how much of a prompt came from the cache, what was written.
/// One lock each; a lesson is a few additions.
/// </summary>
internal sealed class UsageProfile
{
    private const int Remembered = 101;
    private const long Much = 50_000_000;

    private readonly Lock _lock = new();
    private readonly int[] _outputs = new int[Remembered];
    private Ratio _all;
    private Ratio _added;
    private Ratio _firstRead;
    private Ratio _firstWritten;
    private Ratio _nextRead;
    private Ratio _nextWritten;
    private Ratio _reasoning;

    /// <summary>How many calls it learned from.</summary>
    public long Calls { get; private set; }

    /// <summary>Learns from a call; <paramref name="before"/> is the session's call before it, where this prompt goes on from that one.</summary>
    public void Learn(long bytes, in TokenUsage usage, SessionTurn? before)
    {
        var input = usage.TotalInput;
        var written = usage[Unit.CacheWrite5m] + usage[Unit.CacheWrite1h];
        lock (_lock)
        {
            _outputs[(int)(Calls++ % Remembered)] = (int)Math.Min(usage.TotalOutput, int.MaxValue);
            _all.Add(input, bytes, Much);
            _reasoning.Add(usage[Unit.Reasoning], usage.TotalOutput, Much);
            if (before is { } turn)
            {
                var known = Math.Min(input, turn.Input);
                _added.Add(input - known, bytes - turn.Bytes, Much);
                _nextRead.Add(usage[Unit.CacheRead], known, Much);
                _nextWritten.Add(written, input - known, Much);
            }
            else
            {
                _firstRead.Add(usage[Unit.CacheRead], input, Much);
                _firstWritten.Add(written, input, Much);
            }
        }
    }

    /// <summary>What a prompt of that size probably uses.</summary>
    public TokenUsage Expect(long bytes, SessionTurn? before, long limit)
    {
        lock (_lock)
        {
            var usage = before is { } turn ? Next(bytes, turn) : First(bytes);
            var output = Output();
            output = limit > 0 ? Math.Min(output, limit) : output;
            usage[Unit.Reasoning] = _reasoning.Of(output, 0);
            usage[Unit.Output] = output - usage[Unit.Reasoning];
            return usage;
        }
    }

    private TokenUsage First(long bytes)
    {
        var input = Math.Max(1, _all.Of(bytes, bytes / 4));
        return Split(input, _firstRead.Of(input, 0), _firstWritten.Of(input, 0));
    }

    private TokenUsage Next(long bytes, SessionTurn before)
    {
        var added = _added.Of(bytes - before.Bytes, _all.Of(bytes - before.Bytes, 0));
        return Split(before.Input + added, _nextRead.Of(before.Input, 0), _nextWritten.Of(added, 0));
    }

    private static TokenUsage Split(long input, long read, long written)
    {
        var usage = new TokenUsage { [Unit.CacheRead] = Math.Min(read, input) };
        usage[Unit.CacheWrite5m] = Math.Min(written, input - usage[Unit.CacheRead]);
        usage[Unit.Input] = input - usage[Unit.CacheRead] - usage[Unit.CacheWrite5m];
        return usage;
    }

    /// <summary>The median of what the last calls wrote.</summary>
    private long Output()
    {
        var last = _outputs[..(int)Math.Min(Calls, Remembered)];
        Array.Sort(last);
        return last[last.Length / 2];
    }
}
