using System.Text;
using System.Text.Json;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>The rows of `catalog/security/secrets.jsonl`, which travel inside the assembly.</summary>
internal static class SecretCatalogue
{
    private const float UsualEntropy = 2.7f;
    private const float UsualConfidence = 0.95f;
    private const float UsualContextConfidence = 0.85f;

    /// <summary>Reads every row.</summary>
    public static List<SecretRule> Load() => Parse(Resource.Read("secrets.jsonl"));

    /// <summary>Reads rows: one JSON object a line.</summary>
    public static List<SecretRule> Parse(string lines)
    {
        var rules = new List<SecretRule>();
        foreach (var line in lines.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
            {
                using var row = JsonDocument.Parse(Encoding.UTF8.GetBytes(line.ToString()));
                rules.Add(Read(row.RootElement));
            }
        }

        return rules;
    }

    private static SecretRule Read(JsonElement row)
    {
        var matcher = row.TryGetProperty("matcher", out var named) ? Enum.Parse<SecretMatcher>(named.GetString()!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) : SecretMatcher.Token;
        return new SecretRule
        {
            Rule = ReadRule(row),
            Matcher = matcher,
            Keys = ReadKeys(row),
            Pattern = row.TryGetProperty("pattern", out var pattern) ? Pattern.Parse(pattern.GetString()!) : null,
            Lead = row.TryGetProperty("lead", out var lead) ? new PatternParser(lead.GetString()).Parse()[0] : null,
            Entropy = row.TryGetProperty("entropy", out var entropy) ? entropy.GetSingle() : UsualEntropy,
            Short = row.TryGetProperty("short", out var least) ? least.GetInt32() : 0,
            Check = row.TryGetProperty("check", out var check) ? Enum.Parse<SecretCheck>(check.GetString()!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) : SecretCheck.None,
            Confidence = row.TryGetProperty("confidence", out var confidence) ? confidence.GetSingle()
                : matcher == SecretMatcher.Context ? UsualContextConfidence : UsualConfidence,
        };
    }

    private static Rule ReadRule(JsonElement row)
    {
        var name = row.GetProperty("name").GetString()!;
        _ = FindingNames.TryParse(row.GetProperty("severity").GetString(), out Severity severity);
        return new Rule(
            row.GetProperty("id").GetString()!,
            FindingKind.Secret,
            severity,
            name,
            $"{name}: whoever reads it can {row.GetProperty("grants").GetString()}.",
            $"Revoke it ({row.GetProperty("revoke").GetString()}), make a new one, and read that from the environment or a secret store.");
    }

    private static List<string> ReadKeys(JsonElement row)
    {
        var keys = new List<string>();
        if (row.TryGetProperty("keys", out var list))
        {
            foreach (var key in list.EnumerateArray())
            {
                keys.Add(key.GetString()!);
            }
        }

        return keys;
    }
}
