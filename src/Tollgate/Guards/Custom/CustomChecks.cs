using System.Text;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Security;
using Tollgate.Security.Custom;

namespace Tollgate.Guards.Custom;

/// <summary>Whether a rule of an owner's can be what its owner means: its own examples say so.</summary>
internal static class CustomChecks
{
    private const int ShortestWord = 3;
    private const int LongestWord = 200;
    private const int LongestPattern = 1000;
    private const int MostPatterns = 20;
    private const int MostExamples = 50;
    private const int MostNames = 100;
    private static readonly SecurityScanner Bare = new(Detectors.None);

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static Refusal? Fault(CustomBody body) => Parts(body) ?? PatternFault(body) ?? Examples(body);

    private static Refusal? Parts(CustomBody body)
    {
        var words = body.Keywords.Concat(body.Unless).ToList();
        if (body.Keywords.Count + body.Patterns.Count == 0)
        {
            return ApiReply.Invalid("keywords", "A rule needs 'keywords' or 'patterns'.");
        }

        if (words.Count > CustomDetector.MostWords || words.Exists(word => word.Length is < ShortestWord or > LongestWord))
        {
            return ApiReply.Invalid("keywords", $"'keywords' and 'unless' take at most {CustomDetector.MostWords} words together, of {ShortestWord} to {LongestWord} characters.");
        }

        return body.Models.Count > MostNames || body.Teams.Count > MostNames ? ApiReply.Invalid("models", $"'models' and 'teams' take at most {MostNames} names.") : null;
    }

    private static Refusal? PatternFault(CustomBody body)
    {
        if (body.Patterns.Count > MostPatterns || body.Patterns.Any(pattern => pattern.Length is 0 or > LongestPattern))
        {
            return ApiReply.Invalid("patterns", $"'patterns' takes at most {MostPatterns} patterns of 1 to {LongestPattern} characters.");
        }

        foreach (var pattern in body.Patterns)
        {
            if (CustomPattern.Fault(pattern) is { } fault)
            {
                return ApiReply.Invalid("patterns", $"The pattern '{pattern}' cannot be used: {fault}.");
            }
        }

        return null;
    }

    private static Refusal? Examples(CustomBody body)
    {
        if (body.Matches.Count is 0 or > MostExamples || body.NonMatches.Count is 0 or > MostExamples)
        {
            return ApiReply.Invalid("matches", $"A rule needs 1 to {MostExamples} texts in 'matches' that it must find, and as many in 'non_matches' that it must leave.");
        }

        TextDetector[] own = [new CustomDetector([CustomEntry.RuleOf(body)])];
        for (var number = 0; number < body.Matches.Count; number++)
        {
            if (!Finds(own, body.Matches[number]))
            {
                return ApiReply.Invalid($"matches[{number}]", $"The rule does not find its own example 'matches[{number}]'.");
            }
        }

        for (var number = 0; number < body.NonMatches.Count; number++)
        {
            if (Finds(own, body.NonMatches[number]))
            {
                return ApiReply.Invalid($"non_matches[{number}]", $"The rule finds what it must leave: 'non_matches[{number}]'.");
            }
        }

        return null;
    }

    private static bool Finds(TextDetector[] own, string text)
    {
        var found = default(Findings);
        Bare.Scan(Encoding.UTF8.GetBytes(text), Source.User, own, ref found);
        return found.Count > 0;
    }
}
