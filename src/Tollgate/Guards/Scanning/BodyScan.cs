using System.Text;
using System.Text.Json;
using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.Scanning;

/// <summary>
/// Looks through a body. Credentials and data about persons are looked for in its bytes as a whole, so that no field is left out; injection in
/// each text by itself, for it matters who wrote it. A clean body costs two passes and no allocation.
/// </summary>
internal sealed class BodyScan(GuardScan values, GuardScan injection)
{
    /// <summary>Shorter texts hold no orders.</summary>
    private const int ShortestOrder = 12;

    /// <summary>A scan with the detectors of a scanner that has all.</summary>
    public static BodyScan Of(SecurityScanner all) => new(all.With(Detectors.Secrets | Detectors.Personal).Scan, new CleanTexts(all.With(Detectors.Injection).Scan).Scan);

    /// <summary>What is in the body; null when nothing is.</summary>
    /// <param name="body">The body.</param>
    /// <param name="root">Whose the texts are of which nothing says so.</param>
    /// <param name="policy">What to look for.</param>
    /// <param name="orders">In whose texts injection is looked for.</param>
    public List<GuardHit>? Run(ReadOnlySpan<byte> body, Source root, GuardPolicy policy, OrderScope orders)
    {
        var looksForInjection = orders != OrderScope.None;
        var found = default(Findings);
        if (policy.LooksForValues)
        {
            values(body, root, ref found);
        }

        if (found.Count == 0 && !looksForInjection)
        {
            return null;
        }

        var hits = default(List<GuardHit>);
        var next = 0;
        if ((!IsJson(body) || !TryWalk(body, root, policy, orders, found, ref next, ref hits)) && looksForInjection)
        {
            ScanWhole(body, policy, ref hits);
        }

        for (; next < found.Count; next++)
        {
            Add(ref hits, body, found.Items[next], root, TextPlace.Whole(body.Length), policy);
        }

        return hits;
    }

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        var text = body.TrimStart(" \t\r\n"u8);
        return text.Length > 0 && text[0] is (byte)'{' or (byte)'[';
    }

    private bool TryWalk(ReadOnlySpan<byte> body, Source root, GuardPolicy policy, OrderScope orders, in Findings found, ref int next, ref List<GuardHit>? hits)
    {
        try
        {
            var walk = new SourceWalk(body, root);
            var injected = default(Findings);
            while (walk.Next())
            {
                for (; next < found.Count && found.Items[next].Start < walk.End; next++)
                {
                    AddAt(ref hits, body, found.Items[next], walk, policy);
                }

                if (MayOrder(walk, orders))
                {
                    ScanText(body, walk, ref injected, policy, ref hits);
                }
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool MayOrder(in SourceWalk walk, OrderScope orders) =>
        walk.IsText && walk.Length >= ShortestOrder && (orders == OrderScope.Everyone || (orders == OrderScope.Data && SourceNames.IsSticky(walk.Source)));

    private void ScanText(ReadOnlySpan<byte> body, in SourceWalk walk, ref Findings injected, GuardPolicy policy, ref List<GuardHit>? hits)
    {
        injected.Clear();
        injection(body.Slice(walk.Start, walk.Length), walk.Source, ref injected);
        foreach (var finding in injected.Items)
        {
            AddAt(ref hits, body, finding with { Start = finding.Start + walk.Start, End = finding.End + walk.Start }, walk, policy);
        }
    }

    /// <summary>Forms, files and broken JSON: nobody says who wrote what, so all of it is data.</summary>
    private void ScanWhole(ReadOnlySpan<byte> body, GuardPolicy policy, ref List<GuardHit>? hits)
    {
        var injected = default(Findings);
        injection(body, Source.File, ref injected);
        foreach (var finding in injected.Items)
        {
            Add(ref hits, body, finding, Source.File, TextPlace.Whole(body.Length), policy);
        }
    }

    private static void AddAt(ref List<GuardHit>? hits, ReadOnlySpan<byte> body, in Finding finding, in SourceWalk walk, GuardPolicy policy) =>
        Add(ref hits, body, finding, walk.Source, new TextPlace(walk.Path(), walk.Start, walk.End, !walk.IsText, IsJson: true), policy);

    /// <summary>Adds a finding as the policy sees it; none where nothing is looked for.</summary>
    public static void Add(ref List<GuardHit>? hits, ReadOnlySpan<byte> body, in Finding finding, Source source, TextPlace place, GuardPolicy policy)
    {
        var threat = ThreatOf(finding.Kind);
        var setting = policy.Of(threat, source);
        if (setting.Level != GuardLevel.Off)
        {
            (hits ??= []).Add(new GuardHit(finding, threat, source, place, setting, setting.ActionOn(finding), Evidence(finding, body)));
        }
    }

    /// <summary>What a finding stands for.</summary>
    public static GuardThreat ThreatOf(FindingKind kind) => kind switch
    {
        FindingKind.Secret => GuardThreat.CredentialExposure,
        FindingKind.Pii => GuardThreat.PiiExposure,
        _ => GuardThreat.PromptInjection,
    };

    /// <summary>Of a credential its first and last four characters; of a person's data and of orders nothing but their length.</summary>
    private static string Evidence(in Finding finding, ReadOnlySpan<byte> body) => finding.Kind == FindingKind.Secret
        ? SecretMasker.Mask(Encoding.UTF8.GetString(body.Slice(finding.Start, Math.Min(finding.Length, 4096))))
        : $"**** ({finding.Length} bytes)";
}
