using Tollgate.Core;

namespace Tollgate.Pricing.Expectations;

/// <summary>
/// What the last calls of one kind used: tokens for bytes, how much of a prompt came from the cache, what was written to it, how much was answered.
/// One lock each; a lesson is a few numbers put down.
/// </summary>
internal sealed class UsageProfile
{
    private readonly Lock _lock = new();
    private readonly Recent _outputs = new();
    private readonly Recent _tokens = new();
    private readonly Recent _added = new();
    private readonly Recent _firstRead = new();
    private readonly Recent _nextRead = new();
    private readonly Recent _outputRead = new();
    private readonly Recent _written = new();
    private readonly Recent _hour = new();
    private readonly Recent _reasoning = new();

    /// <summary>How many calls it learned from.</summary>
    public long Calls { get; private set; }

    /// <summary>The number of the last lesson: which profiles were used the longest ago, and which have changed since they were saved.</summary>
    public long Lesson { get; private set; }

    /// <summary>Learns from a call; <paramref name="before"/> is the session's call before it, where this prompt goes on from that one.</summary>
    public void Learn(long bytes, in TokenUsage usage, SessionTurn? before, long lesson)
    {
        var input = usage.TotalInput;
        var read = usage[Unit.CacheRead];
        var written = usage[Unit.CacheWrite5m] + usage[Unit.CacheWrite1h];
        lock (_lock)
        {
            Calls++;
            Lesson = lesson;
            _outputs.Add(usage.TotalOutput);
            _reasoning.AddShare(usage[Unit.Reasoning], usage.TotalOutput);
            _tokens.AddShare(input, bytes);
            _written.AddShare(written, input - read);
            _hour.AddShare(usage[Unit.CacheWrite1h], written);
            if (before is not { } turn)
            {
                _firstRead.AddShare(read, input);
                return;
            }

            _added.AddShare(Math.Max(0, input - turn.Input), bytes - turn.Bytes);
            _nextRead.AddShare(Math.Min(read, turn.Input), turn.Input);
            _outputRead.AddShare(read - turn.Input, turn.Output);
        }
    }

    /// <summary>What a prompt of that size probably uses.</summary>
    public TokenUsage Expect(long bytes, SessionTurn? before, long limit)
    {
        lock (_lock)
        {
            var usage = before is { } turn ? Next(bytes, turn) : First(bytes);
            var output = _outputs.Nearest();
            var answered = limit > 0 ? Math.Min(output, limit) : output;
            usage[Unit.Reasoning] = Math.Min(answered, _reasoning.Of(answered, 0));
            usage[Unit.Output] = answered - usage[Unit.Reasoning];
            return usage;
        }
    }

    /// <summary>What it knows, to be kept.</summary>
    public UsageLessons Keep()
    {
        lock (_lock)
        {
            return new UsageLessons(Calls)
            {
                Outputs = _outputs.ToArray(),
                Tokens = _tokens.ToArray(),
                Added = _added.ToArray(),
                FirstRead = _firstRead.ToArray(),
                NextRead = _nextRead.ToArray(),
                OutputRead = _outputRead.ToArray(),
                Written = _written.ToArray(),
                Hour = _hour.ToArray(),
                Reasoning = _reasoning.ToArray(),
            };
        }
    }

    /// <summary>Takes up what an earlier process knew, behind what was learned since the start.</summary>
    public void Recall(UsageLessons lessons)
    {
        lock (_lock)
        {
            Calls += lessons.Calls;
            _outputs.Recall(lessons.Outputs);
            _tokens.Recall(lessons.Tokens);
            _added.Recall(lessons.Added);
            _firstRead.Recall(lessons.FirstRead);
            _nextRead.Recall(lessons.NextRead);
            _outputRead.Recall(lessons.OutputRead);
            _written.Recall(lessons.Written);
            _hour.Recall(lessons.Hour);
            _reasoning.Recall(lessons.Reasoning);
        }
    }

    private TokenUsage First(long bytes)
    {
        var input = Math.Max(1, _tokens.Of(bytes, bytes / 4));
        return Split(input, _firstRead.Of(input, 0));
    }

    private TokenUsage Next(long bytes, SessionTurn before)
    {
        var more = bytes - before.Bytes;
        var input = before.Input + _added.Of(more, _tokens.Of(more, 0));
        var read = _nextRead.Of(before.Input, 0);
        return Split(input, read < before.Input ? read : read + _outputRead.Of(before.Output, 0));
    }

    private TokenUsage Split(long input, long read)
    {
        var usage = new TokenUsage { [Unit.CacheRead] = Math.Min(read, input) };
        var fresh = input - usage[Unit.CacheRead];
        var written = Math.Min(fresh, _written.Of(fresh, 0));
        usage[Unit.CacheWrite1h] = Math.Min(written, _hour.Of(written, 0));
        usage[Unit.CacheWrite5m] = written - usage[Unit.CacheWrite1h];
        usage[Unit.Input] = fresh - written;
        return usage;
    }
}
