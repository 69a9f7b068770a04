using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Guards;
using Tollgate.Guards.Loops;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Guards.Redacting;
using Tollgate.Guards.Streams;
using Tollgate.Security;
using Tollgate.Telemetry;

namespace Tollgate.Tests.Guards;

/// <summary>Streams that are rewritten while they pass: taking out and putting back, wherever the provider cuts its pieces and the wire its chunks.</summary>
public sealed class StreamGuardTests
{
    private static readonly SecurityScanner Scanner = new();
    private static readonly GuardOptions Redacts = new()
    {
        Rules = [new GuardRule { Id = Guid.CreateVersion7(), Name = "r", Level = GuardLevel.Enforce, Action = GuardAction.Redact, MinSeverity = Severity.Info, MinConfidence = 0, Threats = [GuardThreat.CredentialExposure, GuardThreat.PiiExposure] }],
    };

    private static readonly GuardOptions Watches = new();
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An event of a dialect with a piece of a text in it, the end of the stream, and where the piece stands.</summary>
    private static readonly (Surface Surface, bool IsArguments, string Event, string End, Func<JsonNode, JsonNode?> Piece)[] Dialects =
    [
        (Surface.ChatCompletions, false, """data: {"id":"c","choices":[{"index":0,"delta":{"content":PIECE}}]}""", "data: [DONE]", happening => happening["choices"]![0]!["delta"]!["content"]),
        (Surface.ChatCompletions, true, """data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":PIECE}}]}}]}""", "data: [DONE]", happening => happening["choices"]![0]!["delta"]!["tool_calls"]![0]!["function"]!["arguments"]),
        (Surface.Messages, false, """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":PIECE}}
            """, """
            event: message_stop
            data: {"type":"message_stop"}
            """, happening => happening["delta"]?["text"]),
        (Surface.Messages, true, """
            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":PIECE}}
            """, """
            event: message_stop
            data: {"type":"message_stop"}
            """, happening => happening["delta"]?["partial_json"]),
        (Surface.Responses, false, """
            event: response.output_text.delta
            data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":PIECE}
            """, """
            event: response.completed
            data: {"type":"response.completed","response":{"id":"r","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":WHOLE}]}]}}
            """, happening => happening["delta"]),
        (Surface.GenerateContent, false, """data: {"candidates":[{"content":{"role":"model","parts":[{"text":PIECE}]},"index":0}]}""", """data: {"candidates":[{"index":0,"finishReason":"STOP","content":{"parts":[]}}]}""", happening => happening["candidates"]![0]!["content"]!["parts"]!.AsArray().FirstOrDefault()?["text"]),
    ];

    public static TheoryData<int, int> Everywhere()
    {
        var rows = new TheoryData<int, int>();
        for (var dialect = 0; dialect < Dialects.Length; dialect++)
        {
            for (var seed = 0; seed < 6; seed++)
            {
                rows.Add(dialect, seed);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void AKeyIsTakenOut_WhereverItsPiecesAreCut(int dialect, int seed)
    {
        var random = new Random(seed);
        var text = Wrap(dialect, $"{Words(random)}{Planted.Key} {Words(random)}and {Planted.Key} again. {Words(random)}");

        var (stream, refusal) = Run(Redacts, null, dialect, text, random);

        Assert.Null(refusal);
        Assert.Equal(text.Replace(Planted.Key, "[AWS_ACCESS_KEY_ID_1]", StringComparison.Ordinal), Text(dialect, stream));
        Assert.DoesNotContain(Planted.Key, stream, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void WhatWasTakenOutIsPutBack_WhereverItsNameIsCut(int dialect, int seed)
    {
        var random = new Random(seed);
        var text = Wrap(dialect, $"{Words(random)}[EMAIL_1] {Words(random)}[EMAIL_1][EMAIL_2] [not a name [EMAIL_9] {Words(random)}");
        var restored = new Placeholders();
        restored.Keep("[EMAIL_1]", "a \"quoted\"\nperson@mail.example");
        restored.Keep("[EMAIL_2]", "two@mail.example");

        var (stream, refusal) = Run(seed % 2 == 0 ? Watches : Redacts with { Rules = [] }, restored, dialect, text, random);

        var read = Text(dialect, stream);
        var wanted = Unwrap(dialect, text).Replace("[EMAIL_1]", "a \"quoted\"\nperson@mail.example", StringComparison.Ordinal).Replace("[EMAIL_2]", "two@mail.example", StringComparison.Ordinal);
        Assert.Null(refusal);
        Assert.Equal(wanted, Unwrap(dialect, read));
    }

    [Fact]
    public void ANumberWithBlanksIsTakenOutWhole_WhereverItIsJudged()
    {
        for (var filler = 120; filler < 260; filler += 3)
        {
            var text = $"{new string('a', filler / 2)} {new string('b', filler / 2)} pay with card {Planted.Card} today. {new string('c', 300)}";

            var (stream, refusal) = Run(Redacts, null, 0, text, new Random(filler));

            Assert.Null(refusal);
            Assert.DoesNotContain("4539", stream, StringComparison.Ordinal);
            Assert.DoesNotContain("6467", Text(0, stream), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void OfAPrivateKeyNoLineGoesOut(int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, 24).Select(_ => string.Concat(Enumerable.Range(0, 64).Select(_ => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[random.Next(64)]))).ToList();
        var text = $"{Words(random)}-----BEGIN RSA PRIVATE" + $" KEY-----\n{string.Join('\n', lines)}\n-----END RSA PRIVATE" + $" KEY-----\nkeep it. {Words(random)}";

        var (stream, refusal) = Run(Redacts, null, 0, text, random);

        Assert.Null(refusal);
        Assert.All(lines, line => Assert.DoesNotContain(line[..20], Text(0, stream), StringComparison.Ordinal));
    }

    [Fact]
    public void NoMoreIsHeldBackThanMayBecomeAName()
    {
        var restored = new Placeholders();
        restored.Keep("[EMAIL_1]", "me@mail.example");
        using var relay = new SseRelay(Surface.ChatCompletions, new ReplyMeter(Surface.ChatCompletions, UsageContainment.Usual), dropUsageChunk: false);
        using var guard = Guard(new GuardOptions { Level = GuardLevel.Off }, restored);
        var client = new ArrayBufferWriter<byte>();

        Push(relay, guard, client, Event(0, "Hello "));
        Assert.Equal(Event(0, "Hello "), Encoding.UTF8.GetString(client.WrittenSpan));
        Push(relay, guard, client, Event(0, "to [EMA"));
        Assert.Equal(Event(0, "Hello "), Encoding.UTF8.GetString(client.WrittenSpan));
        Push(relay, guard, client, Event(0, "IL_1] and"));

        Assert.Equal(Event(0, "Hello ") + Event(0, "to me@mail.example") + Event(0, " and"), Encoding.UTF8.GetString(client.WrittenSpan));
    }

    [Fact]
    public void AnEventThatWaitsWaitsWhole_SoThatARefusalStandsInALineOfItsOwn()
    {
        var options = new GuardOptions { Level = GuardLevel.Enforce };

        var (stream, refusal) = Run(options, null, 0, $"{new string('a', 100)} {new string('b', 200)} and then {Planted.Key} {new string('c', 300)}", new Random(1));

        Assert.NotNull(refusal);
        Assert.DoesNotContain("data: data:", stream, StringComparison.Ordinal);
        Assert.EndsWith("\n\n", stream, StringComparison.Ordinal);
    }

    private static string Wrap(int dialect, string text) => Dialects[dialect].IsArguments ? $"{{\"q\":{Json(text)}}}" : text;

    private static string Unwrap(int dialect, string text) => Dialects[dialect].IsArguments ? JsonNode.Parse(text)!["q"]!.GetValue<string>() : text;

    private static string Words(Random random) => string.Concat(Enumerable.Range(0, random.Next(5, 60)).Select(_ => $"{new string((char)('a' + random.Next(26)), random.Next(1, 9))} "));

    private static string Json(string text) => JsonSerializer.Serialize(text, Relaxed);

    private static string Event(int dialect, string piece) => Dialects[dialect].Event.Replace("PIECE", Json(piece), StringComparison.Ordinal) + "\n\n";

    private static (string Stream, Refusal? Refusal) Run(GuardOptions options, Placeholders? restored, int dialect, string text, Random random)
    {
        var stream = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(1, 14), text.Length - at);
            stream.Append(Event(dialect, text.Substring(at, length)));
            at += length;
        }

        stream.Append(Dialects[dialect].End.Replace("WHOLE", Json(text), StringComparison.Ordinal)).Append("\n\n");
        var (bytes, surface) = (Encoding.UTF8.GetBytes(stream.ToString()), Dialects[dialect].Surface);
        using var relay = new SseRelay(surface, new ReplyMeter(surface, UsageContainment.Usual), dropUsageChunk: false);
        using var guard = Guard(options, restored);
        var client = new ArrayBufferWriter<byte>();
        for (var at = 0; at < bytes.Length && guard.Refusal is null;)
        {
            var length = Math.Min(random.Next(1, 900), bytes.Length - at);
            Push(relay, guard, client, bytes.AsSpan(at, length));
            at += length;
        }

        relay.EndOfBody();
        guard.Complete(relay.Held);
        guard.Finish(client, relay);
        if (guard.Refusal is null)
        {
            relay.ReleaseTerminal(client);
        }

        return (Encoding.UTF8.GetString(client.WrittenSpan), guard.Refusal);
    }

    private static void Push(SseRelay relay, StreamGuard guard, ArrayBufferWriter<byte> client, string text) => Push(relay, guard, client, Encoding.UTF8.GetBytes(text));

    private static void Push(SseRelay relay, StreamGuard guard, ArrayBufferWriter<byte> client, ReadOnlySpan<byte> bytes)
    {
        relay.Push(bytes, guard);
        guard.Judge();
        guard.MoveTo(client);
    }

    private static string Text(int dialect, string stream)
    {
        var text = new StringBuilder();
        foreach (var line in stream.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)))
        {
            text.Append(Dialects[dialect].Piece(JsonNode.Parse(line[6..])!)?.GetValue<string>());
        }

        return text.ToString();
    }

    private static StreamGuard Guard(GuardOptions options, Placeholders? restored)
    {
        var (quarantine, desk) = (new Quarantine(options, TimeProvider.System), new GuardDesk(new GuardMetrics(new MetricRegistry())));
        var loops = new LoopGuard(new GuardBook(options), new CallHash(RandomNumberGenerator.Create()), quarantine, desk, TimeProvider.System);
        var guards = new StreamGuards(Scanner, new GuardBook(options), quarantine, loops, desk, TimeProvider.System, NullLogger<StreamGuard>.Instance);
        return guards.For(new GuardedCall(Guid.CreateVersion7(), GuardPolicyTests.Make(PrincipalKind.Agent), new Attribution(null, null, null, null, null, null, []), Surface.ChatCompletions), restored)!;
    }
}
