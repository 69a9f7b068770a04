using System.Text;
using System.Text.Json;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Tools;
using Tollgate.Security;

namespace Tollgate.Guards.Scanning;

/// <summary>
/// Looks through a body. Credentials and data about persons are looked for in its bytes as a whole, so that no field is left out; injection in
/// each text by itself, for it matters who wrote it; and what tools are asked for in the arguments of calls. A clean body costs two passes and
/// no allocation.
/// </summary>
internal sealed class BodyScan(GuardScan values, GuardScan injection, GuardScan conduct)
{
    /// <summary>Shorter texts hold no orders.</summary>
    private const int ShortestOrder = 12;

    /// <summary>Shorter arguments hold nothing that does harm.</summary>
    private const int ShortestArgument = 6;

    /// <summary>No rule calls less a lot.</summary>
    private const int ShortestBulk = 256;

    /// <summary>Shorter words carry nothing away.</summary>
    private const int ShortestLeak = 24;

    /// <summary>A scan with the detectors of a scanner that has all.</summary>
    public static BodyScan Of(SecurityScanner all) =>
        new(all.With(Detectors.Secrets | Detectors.Personal).Scan, new CleanTexts(all.With(Detectors.Injection).Scan).Scan, all.With(Detectors.None).Scan);

    /// <summary>What is in the body; null when nothing is.</summary>
    /// <param name="body">The body.</param>
    /// <param name="root">Whose the texts are of which nothing says so.</param>
    /// <param name="policy">What to look for.</param>
    /// <param name="orders">In whose texts injection is looked for.</param>
    /// <param name="toolCalls">How many calls of tools the model makes in it.</param>
    public List<GuardHit>? Run(ReadOnlySpan<byte> body, Source root, GuardPolicy policy, OrderScope orders, out int toolCalls)
    {
        toolCalls = 0;
        var looksForInjection = orders != OrderScope.None;
        var found = default(Findings);
        if (policy.LooksForValues)
        {
            values(body, root, policy.Own, ref found);
        }

        if (found.Count == 0 && !looksForInjection && !MayMatter(body, policy))
        {
            return null;
        }

        var hits = default(List<GuardHit>);
        var next = 0;
        if ((!IsJson(body) || !TryWalk(body, root, policy, orders, found, ref next, ref hits, ref toolCalls)) && looksForInjection)
        {
            ScanWhole(body, policy, ref hits);
        }

        for (; next < found.Count; next++)
        {
            Add(ref hits, body, found.Items[next], root, TextPlace.Whole(body.Length), policy);
        }

        return hits;
    }

    /// <summary>Whether there may be a call, or words that carry something away.</summary>
    private static bool MayMatter(ReadOnlySpan<byte> body, GuardPolicy policy) =>
        (policy.LooksForTools && AnswerNames.MayCall(body)) || (policy.LooksForLeaks && (body.IndexOf("//"u8) >= 0 || body.IndexOf((byte)'\\') >= 0 || body.Length > ShortestBulk));

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        var text = body.TrimStart(" \t\r\n"u8);
        return text.Length > 0 && text[0] is (byte)'{' or (byte)'[';
    }

    private bool TryWalk(ReadOnlySpan<byte> body, Source root, GuardPolicy policy, OrderScope orders, in Findings found, ref int next, ref List<GuardHit>? hits, ref int toolCalls)
    {
        try
        {
            var walk = new SourceWalk(body, root, policy.OfArguments.Length > 0);
            var scratch = default(Findings);
            while (walk.Next())
            {
                toolCalls += walk is { Kind: TextKind.ToolName, Source: Source.Model } ? 1 : 0;
                ScanConduct(body, walk, ref scratch, policy, ref hits);
                if (walk.IsWhole)
                {
                    continue;
                }

                for (; next < found.Count && found.Items[next].Start < walk.End; next++)
                {
                    AddAt(ref hits, body, found.Items[next], walk, policy);
                }

                if (MayOrder(walk, orders))
                {
                    ScanText(body, walk, ref scratch, policy, ref hits);
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
        injection(body.Slice(walk.Start, walk.Length), walk.Source, [], ref injected);
        AddAll(ref hits, body, injected, walk, policy);
    }

    /// <summary>What models say, what they ask tools for, and whether those may be asked at all.</summary>
    private void ScanConduct(ReadOnlySpan<byte> body, in SourceWalk walk, ref Findings found, GuardPolicy policy, ref List<GuardHit>? hits)
    {
        if (walk.Kind == TextKind.ToolName)
        {
            var details = policy.Of(GuardThreat.ToolAbuse, walk.Source).Details;
            if (details.ListsTools && !ToolList.Allows(details, body.Slice(walk.Start, walk.Length)))
            {
                AddAt(ref hits, body, new Finding(ToolRules.NotAllowed, Severity.High, 1, walk.Start, walk.End, IsHidden: false), walk, policy);
            }
        }
        else if (Conduct(walk, policy) is { Length: > 0 } detectors)
        {
            found.Clear();
            conduct(body.Slice(walk.Start, walk.Length), walk.Source, detectors, ref found);
            AddAll(ref hits, body, found, walk, policy);
        }
    }

    /// <summary>What looks through a text for what models do; parts of arguments were looked through as a whole.</summary>
    private static TextDetector[] Conduct(in SourceWalk walk, GuardPolicy policy)
    {
        if (walk.Kind == TextKind.Arguments)
        {
            return walk.Length >= ShortestArgument ? policy.OfArguments : [];
        }

        return walk is { IsText: true, Source: Source.Model, IsInArguments: false, Length: >= ShortestLeak } ? policy.OfWords : [];
    }

    /// <summary>Forms, files and broken JSON: nobody says who wrote what, so all of it is data.</summary>
    private void ScanWhole(ReadOnlySpan<byte> body, GuardPolicy policy, ref List<GuardHit>? hits)
    {
        var injected = default(Findings);
        injection(body, Source.File, [], ref injected);
        foreach (var finding in injected.Items)
        {
            Add(ref hits, body, finding, Source.File, TextPlace.Whole(body.Length), policy);
        }
    }

    private static void AddAll(ref List<GuardHit>? hits, ReadOnlySpan<byte> body, in Findings found, in SourceWalk walk, GuardPolicy policy)
    {
        foreach (var finding in found.Items)
        {
            AddAt(ref hits, body, finding with { Start = finding.Start + walk.Start, End = finding.End + walk.Start }, walk, policy);
        }
    }

    private static void AddAt(ref List<GuardHit>? hits, ReadOnlySpan<byte> body, in Finding finding, in SourceWalk walk, GuardPolicy policy) =>
        Add(ref hits, body, finding, walk.Source, new TextPlace(walk.Path(), walk.Start, walk.End, !walk.IsText && !walk.IsWhole, IsJson: true), policy);

    /// <summary>Adds a finding as the policy sees it; none where nothing is looked for.</summary>
    public static void Add(ref List<GuardHit>? hits, ReadOnlySpan<byte> body, in Finding finding, Source source, TextPlace place, GuardPolicy policy)
    {
        var threat = ThreatOf(finding.Kind);
        var setting = policy.Of(threat, source, finding.Rule);
        if (setting.Level != GuardLevel.Off)
        {
            (hits ??= []).Add(new GuardHit(finding, threat, source, place, setting, ActionOn(finding, setting, body), Evidence(finding, body)));
        }
    }

    /// <summary>What a finding stands for.</summary>
    public static GuardThreat ThreatOf(FindingKind kind) => kind switch
    {
        FindingKind.Secret => GuardThreat.CredentialExposure,
        FindingKind.Pii => GuardThreat.PiiExposure,
        FindingKind.ToolAbuse => GuardThreat.ToolAbuse,
        FindingKind.Exfiltration => GuardThreat.Exfiltration,
        FindingKind.Custom => GuardThreat.CustomRule,
        FindingKind.Indicator => GuardThreat.ThreatIndicator,
        FindingKind.External => GuardThreat.ExternalGuard,
        FindingKind.Anomaly => GuardThreat.Anomaly,
        FindingKind.Other => GuardThreat.RunawayLoop,
        _ => GuardThreat.PromptInjection,
    };

    /// <summary>What is done; the name of a tool, and what stretches over several texts, is not taken out but refused.</summary>
    private static GuardAction ActionOn(in Finding finding, GuardSetting setting, ReadOnlySpan<byte> body)
    {
        var action = setting.ActionOn(finding);
        return action == GuardAction.Redact && ToolRules.MustStay(finding, body[finding.Start..finding.End]) ? GuardAction.Block : action;
    }

    /// <summary>Of a credential its first and last four characters; of a person's data and of orders nothing but their length.</summary>
    private static string Evidence(in Finding finding, ReadOnlySpan<byte> body) => finding.Kind == FindingKind.Secret
        ? SecretMasker.Mask(Encoding.UTF8.GetString(body.Slice(finding.Start, Math.Min(finding.Length, 4096))))
        : $"**** ({finding.Length} bytes)";
}
