using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Records;
using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Guards;

/// <summary>
/// Judges what a request says outside of its body: its path, its query, and headers that go on. Nothing is taken out there: what would be
/// redacted is refused.
/// </summary>
internal sealed class OuterGuard(GuardBook book, OuterScans scans, GuardVerdicts verdicts, ILogger<OuterGuard> log)
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
        // What an organization has its guards look for may be newer than what is known.
        var policy = book.Of(call.Caller);
        if (text.Length < ShortestText || (policy.Own.Length == 0 && known.Has(text)))
        {
            return default;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var bytes = rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented));
            var found = default(Findings);
            scan(bytes, Source.User, policy.Own, ref found);
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
            return verdicts.Failed(call, policy.OnFailure, GuardDirection.Request, text.Length, fault.GetType().Name);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private GuardVerdict Decide(in GuardedCall call, string place, ReadOnlySpan<byte> bytes, GuardPolicy policy, in Findings found)
    {
        var hits = default(List<GuardHit>);
        var where = new TextPlace(place, 0, bytes.Length, IsNumber: false, IsJson: false);
        foreach (var finding in found.Items)
        {
            BodyScan.Add(ref hits, bytes, finding, Source.User, where, policy);
        }

        policy.Drop(hits, call.Model);
        if (hits is not { Count: > 0 })
        {
            return default;
        }

        var gravest = GuardRefusals.Gravest(hits);
        gravest = gravest.Action == GuardAction.Redact ? gravest with { Action = GuardAction.Block } : gravest;
        return verdicts.Of(call, GuardDirection.Request, bytes.Length, hits, gravest);
    }
}
