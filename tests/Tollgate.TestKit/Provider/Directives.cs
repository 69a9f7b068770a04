using System.Globalization;

namespace Tollgate.TestKit.Provider;

/// <summary>Reads behaviour out of texts: "[[mark=7; tokens=50; fault=reset]]" and "[[call get_weather {"city":"Paris"}]]".</summary>
public static class Directives
{
    /// <summary>Applies every directive in a text.</summary>
    public static Behaviour Apply(Behaviour behaviour, string text)
    {
        var at = 0;
        while ((at = text.IndexOf("[[", at, StringComparison.Ordinal)) >= 0)
        {
            var end = text.IndexOf("]]", at, StringComparison.Ordinal);
            if (end < 0)
            {
                return behaviour;
            }

            behaviour = Block(behaviour, text[(at + 2)..end]);
            at = end + 2;
        }

        return behaviour;
    }

    /// <summary>Applies what stands in one block, without its brackets.</summary>
    public static Behaviour Block(Behaviour behaviour, string block)
    {
        if (block.StartsWith("call ", StringComparison.Ordinal))
        {
            var parts = block.Split(' ', 3);
            return behaviour with { CallName = parts[1], CallArguments = parts.Length > 2 ? parts[2] : "{}" };
        }

        if (block.StartsWith("say ", StringComparison.Ordinal))
        {
            return behaviour with { Say = block[4..] };
        }

        foreach (var part in block.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            behaviour = equals < 0 ? Flag(behaviour, part) : Setting(behaviour, part[..equals], part[(equals + 1)..]);
        }

        return behaviour;
    }

    private static Behaviour Flag(Behaviour behaviour, string word) => word switch
    {
        "once" => behaviour with { IsOnce = true },
        "adversary" => behaviour with { IsAdversary = true },
        "bills-fully" => behaviour with { BillsFully = true },
        "ignores-limit" => behaviour with { IgnoresLimit = true },
        "error-usage" => behaviour with { ErrorHasUsage = true },
        _ => Timing(behaviour, word, "true"),
    };

    private static Behaviour Setting(Behaviour behaviour, string name, string value) => name switch
    {
        "mark" => behaviour with { Mark = value },
        "status" => behaviour with { Status = Number(value) },
        "retry-after" => behaviour with { RetryAfter = value },
        "fault" => behaviour with { Fault = Enum.Parse<Fault>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) },
        "usage" => behaviour with { Usage = Enum.Parse<UsageReport>(value, ignoreCase: true) },
        "coding" => behaviour with { Coding = value },
        "tier" => behaviour with { ServedTier = value },
        "tokens" => behaviour with { Tokens = Number(value) },
        "reasoning" => behaviour with { Reasoning = Number(value) },
        "searches" => behaviour with { Searches = Number(value) },
        _ => Timing(behaviour, name, value),
    };

    private static Behaviour Timing(Behaviour behaviour, string name, string value) => name switch
    {
        "after" => behaviour with { After = Number(value) },
        "delay" => behaviour with { Delay = TimeSpan.FromMilliseconds(Number(value)) },
        "event-delay" => behaviour with { EventDelay = TimeSpan.FromMilliseconds(Number(value)) },
        "piece" => behaviour with { Piece = Number(value) },
        "per-event" => behaviour with { TokensPerEvent = Number(value) },
        _ => throw new FormatException($"The fake provider knows no directive '{name}={value}'."),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
