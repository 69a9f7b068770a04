using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Gateway;
using Tollgate.TestKit.Bills;

namespace Tollgate.EndToEnd.Money;

/// <summary>Holds the gateway's ledger against the provider's bill, attempt by attempt.</summary>
public sealed class LedgerAudit(AdminClient admin, FakeBill bill)
{
    private const int AtOnce = 16;
    private static readonly Rational OneNano = Rational.FromNanos(1);
    private readonly List<string> _faults = [];

    /// <summary>What does not agree.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>How many lines were exact.</summary>
    public int Exact { get; private set; }

    /// <summary>How many lines were bounded only.</summary>
    public int Bounded { get; private set; }

    /// <summary>How many calls took a second attempt.</summary>
    public int Retried { get; private set; }

    /// <summary>What all lines cost.</summary>
    public Rational Cost { get; private set; }

    /// <summary>Compares everything.</summary>
    public async Task CompareAsync(CancellationToken ct)
    {
        var bills = bill.Lines.Where(line => line.Mark is not null).GroupBy(line => line.Mark!).ToDictionary(group => group.Key, group => group.ToArray());
        var seen = new HashSet<string>();
        var listed = await admin.ListAsync("/api/calls?limit=1000", ct);
        foreach (var part in listed.Where(call => (string?)call["client_request_id"] is not null).Chunk(AtOnce))
        {
            var calls = await Task.WhenAll(part.Select(call => admin.CallAsync((string)call["request_id"]!, ct)));
            foreach (var call in calls)
            {
                var mark = (string)call["client_request_id"]!;
                if (!seen.Add(mark))
                {
                    _faults.Add($"{mark}: is in the ledger twice");
                }

                CompareCall(mark, call, bills.GetValueOrDefault(mark, []));
            }
        }

        _faults.AddRange(bills.Where(pair => !seen.Contains(pair.Key) && pair.Value.Any(line => line.Amount > Rational.Zero)).Select(pair => $"{pair.Key}: billed, but not in the ledger"));
    }

    /// <summary>Says which marks are not in the ledger.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(IEnumerable<string> marks, CancellationToken ct)
    {
        var known = (await admin.ListAsync("/api/calls?limit=1000", ct)).Select(call => (string?)call["client_request_id"]).ToHashSet();
        return [.. marks.Where(mark => !known.Contains(mark))];
    }

    private void CompareCall(string mark, JsonNode call, BillLine[] lines)
    {
        var attempts = call["attempts"]?.AsArray().Select(item => item!).ToArray() ?? [];
        if (lines.Length > attempts.Length && lines.Skip(attempts.Length).Any(line => line.Amount > Rational.Zero))
        {
            _faults.Add($"{mark}: {lines.Length} requests at the provider, {attempts.Length} attempts in the ledger");
        }

        Retried += attempts.Length > 1 ? 1 : 0;
        for (var i = 0; i < attempts.Length; i++)
        {
            Cost += Money(attempts[i], "cost_usd");
            if (i < lines.Length)
            {
                CompareLine($"{mark}/{i} {lines[i].Surface} {lines[i].Outcome}", attempts[i], lines[i]);
            }
        }
    }

    private void CompareLine(string name, JsonNode attempt, BillLine line)
    {
        var cost = Money(attempt, "cost_usd");
        var uncertain = Money(attempt, "uncertain_usd");
        var isExact = line.IsReported && (string?)attempt["result"] == "completed";
        if (line.Amount > cost + uncertain)
        {
            _faults.Add($"{name}: billed {line.Amount.CeilingNanos()}, accounted {(cost + uncertain).CeilingNanos()}: {attempt.ToJsonString()}");
        }

        if (!isExact)
        {
            Bounded++;
            return;
        }

        Exact++;
        var difference = cost - line.Amount;
        if (difference < Rational.Zero || difference >= OneNano || uncertain != Rational.Zero)
        {
            _faults.Add($"{name}: billed {line.Amount}, charged {cost}, uncertain {uncertain}: {attempt.ToJsonString()}");
        }

        CompareTokens(name, attempt["usage"], line.Usage);
    }

    private void CompareTokens(string name, JsonNode? usage, FakeUsage billed)
    {
        (string Unit, long Count)[] units =
        [
            ("input", billed.Input + billed.ToolPrompt), ("cache_read", billed.CacheRead), ("cache_write_5m", billed.CacheWrite), ("cache_write_1h", billed.CacheWriteHour),
            ("input_audio", billed.InputAudio), ("input_image", billed.InputImage), ("output", billed.Output), ("reasoning", billed.Reasoning),
            ("output_audio", billed.OutputAudio),
        ];
        var searches = ((long?)usage?["web_search"] ?? 0) + ((long?)usage?["grounding"] ?? 0);
        if (searches != billed.Searches)
        {
            _faults.Add($"{name}: {searches} searches in the ledger and {billed.Searches} on the bill");
        }

        foreach (var (unit, count) in units)
        {
            var told = (long?)usage?[unit] ?? 0;
            if (told != count)
            {
                _faults.Add($"{name}: {unit} is {told} in the ledger and {count} on the bill");
            }
        }
    }

    private static Rational Money(JsonNode node, string field) => InvariantWatch.Money(node, field);
}
