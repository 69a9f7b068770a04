using System.Text;
using Microsoft.Extensions.Logging;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Guards;

/// <summary>
/// Judges what a request says outside of its body: its path, its query, and headers that go on. Nothing is taken out there: what would be
/// redacted is refused.
/// </summary>
internal sealed class OuterGuard(GuardBook book, OuterScans scans, Quarantine quarantine, GuardDesk desk, TimeProvider time, ILogger<OuterGuard> log)
{
    /// <summary>Shorter texts hold nothing that anybody looks for.</summary>
    private const int ShortestText = 12;

    private readonly KnownClean _addresses = new();
    private readonly KnownClean _headers = new();

    /// <summary>Whether anything is looked for in calls of this caller.</summary>
    public bool IsOn(in GuardedCall call) => book.Of(call.Caller).IsOn;

    /// <summary>Judges a path or a query.</summary>
    public GuardVerdict JudgeAddress(in GuardedCall call, string place, string text) => Judge(call, place, text, _addresses, scans.Address);

    /// <summary>Judges a header's value. Data about persons is not looked for: version numbers and ids of devices look like it.</summary>
    public GuardVerdict JudgeHeader(in GuardedCall call, string name, string text) => Judge(call, name, text, _headers, scans.Header);

    private GuardVerdict Judge(in GuardedCall call, string place, string text, KnownClean known, GuardScan scan)
    {
        if (text.Length < ShortestText || known.Has(text))
        {
            return default;
        }

        var policy = book.Of(call.Caller);
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var found = default(Findings);
            scan(bytes, Source.User, ref found);
            if (found.Count > 0)
            {
                return Decide(call, place, bytes, policy, found);
            }

            known.Add(text);
            return default;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            GuardLog.Failed(log, call.RequestId, fault);
            var blocks = policy.OnFailure == GuardFailure.Block;
            desk.Note(new GuardReport(call, time.GetUtcNow(), GuardDirection.Request, text.Length, blocks ? GuardAction.Block : GuardAction.Log, [], fault.GetType().Name));
            return blocks ? new GuardVerdict(GuardRefusals.Failed) : default;
        }
    }

    private GuardVerdict Decide(in GuardedCall call, string place, byte[] bytes, GuardPolicy policy, in Findings found)
    {
        var hits = default(List<GuardHit>);
        var where = new TextPlace(place, 0, bytes.Length, IsNumber: false, IsJson: false);
        foreach (var finding in found.Items)
        {
            BodyScan.Add(ref hits, bytes, finding, Source.User, where, policy);
        }

        if (hits is null)
        {
            return default;
        }

        var gravest = GuardRefusals.Gravest(hits);
        gravest = gravest.Action == GuardAction.Redact ? gravest with { Action = GuardAction.Block } : gravest;
        var entry = gravest.Action >= GuardAction.Quarantine ? quarantine.Begin(call, gravest, gravest.Action) : null;
        desk.Note(new GuardReport(call, time.GetUtcNow(), GuardDirection.Request, bytes.Length, gravest.Action, hits) { Quarantine = entry });
        return gravest.Action >= GuardAction.Block
            ? new GuardVerdict(GuardRefusals.Found(gravest, GuardDirection.Request))
            : new GuardVerdict(null, gravest.Action >= GuardAction.Warn ? GuardRefusals.Notice(gravest.Action, hits) : null);
    }
}
