namespace Tollgate.Dialects.Replies.Counting;

/// <summary>A usage report with its synonyms settled: what is left open is only which part contains which.</summary>
internal readonly struct UsageReport
{
    private readonly UsageFields _fields;

    public UsageReport(in UsageFields fields)
    {
        _fields = fields;
        IsInconsistent = fields.HasConflict;
        var isBilled = fields.Has(UsageField.BilledInput) || fields.Has(UsageField.BilledOutput);
        Prompt = isBilled ? fields[UsageField.BilledInput] : fields[UsageField.Prompt];
        Completion = isBilled ? fields[UsageField.BilledOutput] : fields[UsageField.Completion];
        Total = fields.Has(UsageField.Total) && !isBilled ? fields[UsageField.Total] : null;
        CacheRead = Hits(fields, out var hasTwo);
        var hitsAndMisses = fields[UsageField.CacheHit] + fields[UsageField.CacheMiss];
        var isOff = fields.Has(UsageField.CacheMiss) && fields.Has(UsageField.Prompt) && hitsAndMisses != Prompt;
        Prompt = Math.Max(Prompt, hitsAndMisses);
        IsInconsistent |= hasTwo || isOff;
        (Write5m, Write1h) = Writes(fields, out var isOdd);
        IsInconsistent |= isOdd;
    }

    /// <summary>Whether two names of one number disagree.</summary>
    public bool IsInconsistent { get; }

    /// <summary>Prompt tokens as reported.</summary>
    public long Prompt { get; }

    /// <summary>Completion tokens as reported.</summary>
    public long Completion { get; }

    /// <summary>The sum the provider gives, when it gives one.</summary>
    public long? Total { get; }

    /// <summary>Tokens read from the cache.</summary>
    public long CacheRead { get; }

    /// <summary>Tokens written to the cache for five minutes.</summary>
    public long Write5m { get; }

    /// <summary>Tokens written to the cache for an hour.</summary>
    public long Write1h { get; }

    /// <summary>All tokens read from or written to the cache.</summary>
    public long Cached => CacheRead + Write5m + Write1h;

    /// <summary>Reasoning tokens.</summary>
    public long Reasoning => _fields[UsageField.Reasoning];

    /// <summary>Any other field, as reported.</summary>
    public long this[UsageField field] => _fields[field];

    /// <summary>DeepSeek reports hit + miss = prompt; where two names of the cached tokens disagree, the smaller one is the dearer bill.</summary>
    private static long Hits(in UsageFields fields, out bool hasTwo)
    {
        var cached = fields[UsageField.CacheRead];
        hasTwo = false;
        if (!fields.Has(UsageField.CacheHit))
        {
            return cached;
        }

        var hit = fields[UsageField.CacheHit];
        hasTwo = fields.Has(UsageField.CacheRead) && cached != hit;
        return hasTwo ? Math.Min(cached, hit) : hit;
    }

    /// <summary>
    /// 5 m + 1 h = creation; none of the three is added to another. Where they disagree the larger sum counts,
    /// and what has no lifetime takes the dearer one, unless only five-minute writes are known.
    /// </summary>
    private static (long Write5m, long Write1h) Writes(in UsageFields fields, out bool isOdd)
    {
        var short5m = fields[UsageField.CacheWrite5m];
        var long1h = fields[UsageField.CacheWrite1h];
        var hasSplit = fields.Has(UsageField.CacheWrite5m) || fields.Has(UsageField.CacheWrite1h);
        var rest = fields[UsageField.CacheWrite] - short5m - long1h;
        isOdd = hasSplit && fields.Has(UsageField.CacheWrite) && rest != 0;
        if (rest <= 0)
        {
            return (short5m, long1h);
        }

        var isShort = !hasSplit || (short5m > 0 && long1h == 0);
        return isShort ? (short5m + rest, long1h) : (short5m, long1h + rest);
    }
}
