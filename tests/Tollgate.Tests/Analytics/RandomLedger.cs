using Tollgate.Core;
using Tollgate.Ledger.Records;
using Tollgate.Tests.Ledger;

namespace Tollgate.Tests.Analytics;

/// <summary>
/// The calls of one organization around a change of clocks, written in an order that only crashes and late answers make: lines before
/// their call, after it, corrections long after.
/// </summary>
internal sealed class RandomLedger(int seed)
{
    /// <summary>Zones whose clocks change in this time, whole and half hours off, and half an hour at a time.</summary>
    public static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu"];

    private const string PlainRates = """{"input":"3","output":"15","cache_read":"0.3","cache_write_5m":"3.75","cache_write_1h":"6"}""";
    private static readonly DateTimeOffset First = new(2026, 9, 28, 0, 0, 0, TimeSpan.Zero);
    private static readonly (string? Text, decimal Input, decimal Read, decimal Write5m, decimal Write1h)[] Rates =
        [(PlainRates, 3m, 0.3m, 3.75m, 6m), ("""{"input":"0.1005"}""", 0.1005m, 0.1005m, 0.1005m, 0.1005m), (null, 0, 0, 0, 0)];

    private readonly Random _random = new(seed);

    public Guid Organization { get; } = Guid.CreateVersion7(First.AddMilliseconds(seed));

    public Random Random => _random;

    public DateTimeOffset From { get; } = First.AddDays(new Random(seed).Next(30));

    public TimeSpan Length { get; } = TimeSpan.FromDays(12);

    public List<RandomCall> Calls { get; } = [];

    /// <summary>Writes so many calls; the sums follow in between, now and then.</summary>
    public async Task FillAsync(AnalyticsRig rig, int count)
    {
        var records = new List<(double At, JournalRecord Record)>();
        for (var i = 0; i < count; i++)
        {
            Make(records);
        }

        records.Sort(static (left, right) => left.At.CompareTo(right.At));
        for (var at = 0; at < records.Count;)
        {
            var take = _random.Next(1, 12);
            // Most of it passes by the tap; now and then somebody else writes.
            rig.IsTapped = _random.Next(25) > 0;
            await rig.WriteAsync([.. records.Skip(at).Take(take).Select(record => record.Record)]);
            at += take;
            if (_random.Next(4) == 0)
            {
                await rig.Follower.CatchUpAsync(CancellationToken.None);
            }
        }

        await CorrectAsync(rig);
    }

    private async Task CorrectAsync(AnalyticsRig rig)
    {
        foreach (var call in Calls.Where(call => call.Lines.Count == 1 && call.Lines[0].Cost > 0 && _random.Next(12) == 0).ToList())
        {
            var (line, cost) = (call.Lines[0], _random.NextInt64(0, 1_000_000_000));
            Assert.False((await rig.Adjuster.AdjustAsync(LedgerRig.By(Organization), call.Call.RequestId, 1, new Money(cost), "invoice", CancellationToken.None)).IsRefused);
            call.Lines.Add(new RandomLine(line.Provider, line.Model, cost - line.Cost, -line.Uncertain, 0, 0, 0, 0, 0, 0, 0));
        }
    }

    private void Make(List<(double, JournalRecord)> records)
    {
        var identity = Identity();
        var (attempts, at) = (_random.Next(6) == 0 ? 0 : _random.Next(1, 4), _random.NextDouble());
        var request = Request(identity, attempts);
        var call = new RandomCall(identity, request);
        Calls.Add(call);
        var isWhole = attempts > 0 && _random.Next(3) > 0;
        for (var number = 1; number <= attempts; number++)
        {
            var settled = Settle(call, number);
            if (number == attempts && isWhole)
            {
                records.Add((at, new JournalRecord(RecordKind.Finished, identity) { Attempt = settled.Attempt, Settled = settled, Request = request }));
                return;
            }

            // Before the call's own row, or long after it.
            var lag = _random.Next(3) == 0 ? 0.2 * _random.NextDouble() : -0.1 * _random.NextDouble();
            records.Add((at + lag, new JournalRecord(RecordKind.Settled, identity) { Attempt = settled.Attempt, Settled = settled }));
        }

        records.Add((at, new JournalRecord(RecordKind.Request, identity) { Request = request }));
    }

    private CallIdentity Identity()
    {
        var at = From + (Length * _random.NextDouble());
        if (_random.Next(4) == 0)
        {
            at = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % (TimeSpan.TicksPerMinute * 30)), TimeSpan.Zero);
        }

        at = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        var (key, team, principal) = (_random.Next(3), _random.Next(2), _random.Next(2));
        return new CallIdentity
        {
            RequestId = Guid.CreateVersion7(at), OrganizationId = Organization, StartedAt = at, TeamId = Id(10 + team), TeamName = $"team-{team}", PrincipalId = Id(20 + principal),
            PrincipalName = $"principal-{principal}", KeyId = Id(30 + key), KeyName = $"key-{key}", Agent = Maybe("agent", 3), Session = Maybe("session", 8), Route = $"/v1/route-{_random.Next(2)}",
            ModelAsked = $"asked-{_random.Next(2)}", Tags = _random.Next(3) == 0 ? [] : [new("env", $"e{_random.Next(2)}"), .. _random.Next(2) == 0 ? [new KeyValuePair<string, string>("project", "'x, y")] : Array.Empty<KeyValuePair<string, string>>()],
        };
    }

    private RequestRecord Request(CallIdentity call, int attempts)
    {
        var result = attempts == 0 ? (_random.Next(2) == 0 ? CallResult.Refused : CallResult.CacheHit) : (CallResult)new[] { 0, 0, 0, 2, 4, 5, 6, 7 }[_random.Next(8)];
        return new RequestRecord(call)
        {
            EndedAt = call.StartedAt.AddMicroseconds(_random.Next(1, 9_000_000)),
            Status = result == CallResult.Refused ? 402 : _random.Next(2) == 0 ? 200 : 500,
            Result = result,
            Attempts = attempts,
            Provider = attempts == 0 ? null : $"provider-{_random.Next(3)}",
            Model = attempts == 0 ? null : $"model-{_random.Next(3)}",
            Deployment = "d",
            Saved = result == CallResult.CacheHit ? new Money(_random.NextInt64(1_000_000)) : Money.Zero,
            Refusal = result == CallResult.Refused ? new Refusal(RefusalCode.BudgetExceeded, "spent") : null,
        };
    }

    private SettledRecord Settle(RandomCall call, int number)
    {
        var usage = default(TokenUsage);
        foreach (var unit in (Unit[])[Unit.Input, Unit.CacheRead, Unit.CacheWrite5m, Unit.CacheWrite1h, Unit.Output, Unit.Reasoning])
        {
            usage[unit] = _random.Next(3) == 0 ? 0 : _random.Next(20_000);
        }

        var rates = Rates[_random.Next(Rates.Length)];
        var saved = decimal.Floor(((usage[Unit.CacheRead] * (rates.Input - rates.Read)) - (usage[Unit.CacheWrite5m] * (rates.Write5m - rates.Input))
            - (usage[Unit.CacheWrite1h] * (rates.Write1h - rates.Input))) * 1000);
        var line = new RandomLine(
            $"provider-{_random.Next(3)}", $"model-{_random.Next(3)}", _random.NextInt64(0, 2_000_000_000), _random.Next(3) == 0 ? _random.NextInt64(1_000_000) : 0, _random.NextInt64(2_000_000_000),
            usage.TotalInput, usage[Unit.CacheRead], usage[Unit.CacheWrite5m] + usage[Unit.CacheWrite1h], usage.TotalOutput, usage[Unit.Reasoning], (long)saved);
        call.Lines.Add(line);
        var attempt = new AttemptIdentity { Number = number, Provider = line.Provider, Model = line.Model, Deployment = "d", SentAt = call.Call.StartedAt };
        return new SettledRecord(call.Call, attempt)
        {
            EndedAt = call.Call.StartedAt.AddSeconds(1), Status = 200, Cost = new Money(line.Cost), Uncertain = new Money(line.Uncertain), ListCost = new Money(line.List), Usage = usage, Rates = rates.Text,
        };
    }

    private string? Maybe(string word, int kinds) => _random.Next(4) == 0 ? null : $"{word}-{_random.Next(kinds)}";

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}
