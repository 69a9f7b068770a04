using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.Dialects.Tests.Replies;

/// <summary>
/// One folder of golden files: reply.sse or reply.json is what the provider sent, client.sse or client.json what the client must get
/// (absent: the same bytes), usage.json what must be found, together with the surface it was sent on.
/// </summary>
public sealed class GoldenCase
{
    private GoldenCase(string name, string folder)
    {
        Name = name;
        Folder = folder;
        UsagePath = Path.Combine(folder, "usage.json");
        Facts = JsonNode.Parse(File.ReadAllText(UsagePath))!.AsObject();
        SurfaceName = (string)Facts["surface"]!;
        Surface = SurfaceOf(SurfaceName);
        Quirks = [.. (Facts["quirks"]?.AsArray() ?? []).Select(name => (string)name!)];
        DropsUsageChunk = (bool?)Facts["drops_usage_chunk"] ?? false;
        IsArray = (string?)Facts["stream"] == "array";
        var events = Path.Combine(folder, "reply.sse");
        IsStream = IsArray || File.Exists(events);
        ReplyPath = File.Exists(events) ? events : Path.Combine(folder, "reply.json");
        ClientPath = Path.Combine(folder, "client" + Path.GetExtension(ReplyPath));
        Reply = File.ReadAllBytes(ReplyPath);
    }

    public string Name { get; }

    public string Folder { get; }

    public string UsagePath { get; }

    public JsonObject Facts { get; }

    public string SurfaceName { get; }

    public Surface Surface { get; }

    public IReadOnlyList<string> Quirks { get; }

    public bool DropsUsageChunk { get; }

    public bool IsArray { get; }

    public bool IsStream { get; }

    public string ReplyPath { get; }

    public string ClientPath { get; }

    public byte[] Reply { get; }

    public static TheoryData<string> Names => [.. All().Select(golden => golden.Name)];

    public static TheoryData<string> StreamNames => [.. All().Where(golden => golden.IsStream).Select(golden => golden.Name)];

    public static GoldenCase Load(string name) => new(name, Path.Combine(Root(), name));

    public static IEnumerable<GoldenCase> All() =>
        Directory.EnumerateFiles(Root(), "reply.*", SearchOption.AllDirectories)
            .Select(path => Path.GetDirectoryName(path)!)
            .Order(StringComparer.Ordinal)
            .Select(folder => new GoldenCase(Path.GetRelativePath(Root(), folder), folder));

    public ReplyMeter NewMeter()
    {
        Assert.True(UsageContainment.TryParse(Quirks, out var containment, out var unknown), unknown);
        return new ReplyMeter(Surface, containment);
    }

    private static Surface SurfaceOf(string name) => name switch
    {
        "chat/completions" => Surface.ChatCompletions,
        "responses" => Surface.Responses,
        "embeddings" => Surface.Embeddings,
        "completions" => Surface.Completions,
        "moderations" => Surface.Moderations,
        "messages" => Surface.Messages,
        "messages/count_tokens" => Surface.CountTokens,
        "generateContent" => Surface.GenerateContent,
        "countTokens" => Surface.GeminiCountTokens,
        "embedContent" => Surface.EmbedContent,
        "batchEmbedContents" => Surface.BatchEmbedContents,
        _ => throw new ArgumentException($"No surface is called '{name}'.", nameof(name)),
    };

    /// <summary>The sources, so that UPDATE_GOLDEN=1 rewrites what is under version control.</summary>
    private static string Root([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(here)!)!, "golden");
}
