using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>Finds credentials: the keyword index says where to look, the rule of the keyword judges the place.</summary>
internal sealed class SecretDetector
{
    private readonly SecretRule[] _rules;
    private readonly KeywordIndex _index;

    /// <summary>A detector for the rules.</summary>
    public SecretDetector(IReadOnlyList<SecretRule> rules)
    {
        _rules = [.. rules];
        var keywords = new List<Keyword>();
        for (var number = 0; number < _rules.Length; number++)
        {
            AddKeywords(_rules[number], number, keywords);
        }

        _index = new KeywordIndex(keywords);
    }

    /// <summary>Reports every secret in the text.</summary>
    public void Scan(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var entries = _index.Entries;
        for (var at = _index.Next(text, 0, out var chain); at >= 0; at = _index.Next(text, at + 1, out chain))
        {
            for (; chain != 0; chain = entries[chain].Next)
            {
                ref readonly var entry = ref entries[chain];
                var start = KeywordIndex.Verify(text, at, entry);
                if (start >= 0)
                {
                    Judge(new SecretPlace(_rules[entry.Owner], start, start + entry.Text.Length), text, ref sink);
                }
            }
        }
    }

    private static void Judge(in SecretPlace place, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        switch (place.Rule.Matcher)
        {
            case SecretMatcher.Token:
                TokenMatcher.Match(place, text, ref sink);
                break;
            case SecretMatcher.Context:
                AssignmentMatcher.MatchContext(place, text, ref sink);
                break;
            case SecretMatcher.Assignment:
                AssignmentMatcher.MatchAny(place, text, ref sink);
                break;
            case SecretMatcher.Password:
                PasswordMatcher.Match(place, text, ref sink);
                break;
            case SecretMatcher.Uri:
                UriMatcher.Match(place, text, ref sink);
                break;
            case SecretMatcher.Jwt:
                JwtMatcher.Match(place, text, ref sink);
                break;
            case SecretMatcher.PrivateKey:
                PrivateKeyMatcher.Match(place, text, ref sink);
                break;
            default:
                AuthorizationMatcher.Match(place, text, ref sink);
                break;
        }
    }

    private static void AddKeywords(SecretRule rule, int number, List<Keyword> keywords)
    {
        foreach (var key in rule.Keys)
        {
            keywords.Add(new Keyword(System.Text.Encoding.UTF8.GetBytes(key), rule.Matcher is not (SecretMatcher.Token or SecretMatcher.Jwt), number));
        }

        if (rule.Matcher == SecretMatcher.Token)
        {
            keywords.Add(new Keyword(rule.Pattern!.Head, false, number, rule.Pattern.AfterHead));
        }
    }
}
