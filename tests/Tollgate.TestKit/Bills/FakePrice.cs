namespace Tollgate.TestKit.Bills;

/// <summary>What the fake provider charges for one model, in dollars per million tokens, as decimal texts.</summary>
/// <param name="Model">The model's name upstream.</param>
/// <param name="Input">Rate of input.</param>
/// <param name="Output">Rate of output and reasoning.</param>
public sealed record FakePrice(string Model, string Input, string Output)
{
    /// <summary>Rate of cache reads; null = input.</summary>
    public string? CacheRead { get; init; }

    /// <summary>Rate of five-minute cache writes; null = input.</summary>
    public string? CacheWrite { get; init; }

    /// <summary>Rate of one-hour cache writes; null = the five-minute rate.</summary>
    public string? CacheWriteHour { get; init; }

    /// <summary>Rate of audio read; null = input.</summary>
    public string? InputAudio { get; init; }

    /// <summary>Rate of images read; null = input.</summary>
    public string? InputImage { get; init; }

    /// <summary>Rate of audio written; null = output.</summary>
    public string? OutputAudio { get; init; }

    /// <summary>Whether the gateway has the price from its own catalogue, so that no settings file needs to say it.</summary>
    public bool IsListed { get; init; }

    /// <summary>Dollars per web search; null = free.</summary>
    public string? Search { get; init; }

    /// <summary>What the flex tier multiplies the whole by; null = the tier is not offered.</summary>
    public string? Flex { get; init; }

    /// <summary>What the priority tier multiplies the whole by; null = the tier is not offered.</summary>
    public string? Priority { get; init; }

    /// <summary>Total input above which the whole request moves to <see cref="Long"/>; 0 = never.</summary>
    public long LongAbove { get; init; }

    /// <summary>The rates of long requests.</summary>
    public FakePrice? Long { get; init; }

    /// <summary>The context window in tokens.</summary>
    public long ContextWindow { get; init; } = 200_000;

    /// <summary>The greatest output in tokens.</summary>
    public long MaxOutput { get; init; } = 128_000;

    /// <summary>How many tokens a thousand bytes of text are at most; what a billing adversary charges.</summary>
    public long TokensPerThousandBytes { get; init; } = 1_000;

    /// <summary>What a usage costs, unrounded.</summary>
    public Rational Cost(in FakeUsage usage, string tier)
    {
        var rates = LongAbove > 0 && usage.TotalInput > LongAbove && Long is not null ? Long : this;
        var perMillion = (usage.Input + usage.ToolPrompt) * Rate(rates.Input)
            + usage.CacheRead * Rate(rates.CacheRead ?? rates.Input)
            + usage.CacheWrite * Rate(rates.CacheWrite ?? rates.Input)
            + usage.CacheWriteHour * Rate(rates.CacheWriteHour ?? rates.CacheWrite ?? rates.Input)
            + usage.InputAudio * Rate(rates.InputAudio ?? rates.Input)
            + usage.InputImage * Rate(rates.InputImage ?? rates.Input)
            + (usage.Output + usage.Reasoning) * Rate(rates.Output)
            + usage.OutputAudio * Rate(rates.OutputAudio ?? rates.Output);
        var tokens = perMillion * new Rational(1, 1_000_000) * Multiplier(tier);
        return tokens + usage.Searches * Rate(Search ?? "0");
    }

    /// <summary>The tier among those offered that costs most.</summary>
    public string DearestTier() => Priority is null ? "default" : "priority";

    private Rational Multiplier(string tier) => tier switch
    {
        "flex" => Rate(Flex ?? "1"),
        "priority" => Rate(Priority ?? "1"),
        _ => Rate("1"),
    };

    private static Rational Rate(string text) => RateTexts.GetOrAdd(text, static value => Rational.Parse(value));

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Rational> RateTexts = new();
}
