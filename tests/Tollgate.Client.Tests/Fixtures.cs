using Tollgate.Client.Prices;
using Tollgate.Core;

namespace Tollgate.Client.Tests;

/// <summary>The prices of the worked examples.</summary>
internal static class Fixtures
{
    public static PriceCatalogue Prices { get; } = new(
    [
        new ModelPrice("anthropic", "opus") { Input = 15m, Output = 75m, CacheRead = 1.5m, CacheWrite = 18.75m },
        new ModelPrice("anthropic", "sonnet") { Input = 3m, Output = 15m, CacheRead = 0.3m, CacheWrite = 3.75m },
        new ModelPrice("anthropic", "haiku") { Input = 0.25m, Output = 1.25m, CacheRead = 0.025m, CacheWrite = 0.3125m },
        new ModelPrice("openai", "gpt-4-turbo-fixture") { Input = 10m, Output = 30m },
        new ModelPrice("test", "cent") { Input = 10_000m, Output = 10_000m },
    ]);

    public static TokenUsage Usage(long input, long output, long read = 0, long write = 0) => new()
    {
        [Unit.Input] = input,
        [Unit.Output] = output,
        [Unit.CacheRead] = read,
        [Unit.CacheWrite5m] = write,
    };
}
