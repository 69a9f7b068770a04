using Tollgate.Core;
using Tollgate.Pricing.Bounds;
using Tollgate.Pricing.Expectations;

namespace Tollgate.ModelCalls;

/// <summary>Hands the line's facts to the memory of what sessions were billed for, which sharpens the input bound (docs/decisions/0002).</summary>
internal sealed class SharpBounds(SessionPrefixes prefixes, UsageMemory usages)
{
    /// <summary>A sharper input bound for this call; null when the session is new.</summary>
    public SharpInput? Find(AdmittedCall call) =>
        call.Attribution.Session is { } session ? prefixes.Find(call.Caller.KeyId, session, call.Model, call.Request.Route.Surface, call.Request.Facts, call.Request.Body.Span) : null;

    /// <summary>Remembers what the provider reported for this prompt, for the bounds and the quotes of the next ones.</summary>
    public void Remember(AdmittedCall call, Attempt attempt, in AttemptEnd end, in Settlement settled)
    {
        if (!end.IsWhole || (settled.Flags & (LineFlags.Estimated | LineFlags.UsageInconsistent)) != 0)
        {
            return;
        }

        SessionKey? named = null;
        if (call.Attribution.Session is { } session)
        {
            prefixes.Remember(call.Caller.KeyId, session, attempt.Model, call.Request.Route.Surface, call.Request.Facts, call.Request.Body.Span, settled.Usage.TotalInput);
            named = new SessionKey(call.Caller.KeyId, session, attempt.Model.Provider, attempt.Model.UpstreamModel);
        }

        if (settled.Usage.TotalOutput > 0)
        {
            var key = new ProfileKey(call.Caller.OrganizationId, attempt.Model.Provider, attempt.Model.UpstreamModel, call.Attribution.Agent ?? "");
            usages.Learn(key, named, call.Request.Facts.TextBytes, settled.Usage);
        }
    }
}
