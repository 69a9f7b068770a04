using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Tests.Structure;

namespace Tollgate.Tests.Pricing.Corpus;

/// <summary>A usage, or a provider's answer, and what it costs: worked out from the published price that <see cref="Source"/> names.</summary>
internal sealed record CorpusCase
{
    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    [JsonRequired]
    public string Id { get; init; } = "";

    public string Provider { get; init; } = "";

    public string Model { get; init; } = "";

    public string What { get; init; } = "";

    public string At { get; init; } = "";

    public string? Tier { get; init; }

    public string? Region { get; init; }

    public string? Size { get; init; }

    public Dictionary<string, long>? Usage { get; init; }

    public string? Surface { get; init; }

    public JsonElement? Reply { get; init; }

    public string Working { get; init; } = "";

    public string Expected { get; init; } = "";

    public string Source { get; init; } = "";

    public static IReadOnlyList<CorpusCase> All { get; } = [.. File.ReadLines(Path.Combine(Sources.Root, "tests/Tollgate.Tests/Pricing/Corpus/cases.jsonl")).Select(Read)];

    private static CorpusCase Read(string line) => JsonSerializer.Deserialize<CorpusCase>(line, Form)!;
}
