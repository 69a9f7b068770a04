using System.Globalization;
using System.Text.Json;

namespace Tollgate.EndToEnd.Money;

/// <summary>Makes mixed calls: all surfaces, streams, tools, caches, sound, tiers, searches, and trouble. The same seed makes the same calls.</summary>
public sealed class MixedTraffic(int seed)
{
    private const int Sessions = 12;
    private const int TroubleInHundred = 20;

    private static readonly string[] Troubles =
    [
        "status=429; retry-after=1", "status=500", "status=503", "status=529", "status=400", "status=404", "status=500; error-usage",
        "once; status=429; retry-after=0", "once; status=500; retry-after=0", "once; status=503; retry-after=0; error-usage", "once; status=529; retry-after=0",
        "fault=reset", "fault=reset; bills-fully", "fault=resetmid; after=2", "fault=resetmid; after=4; bills-fully", "fault=endmid; after=3",
        "fault=errormid; after=3", "fault=truncate", "fault=malformed", "fault=malformedline", "fault=wronglength", "usage=none", "usage=null",
        "usage=inconsistent", "usage=text", "usage=zero", "ignores-limit; tokens=70", "piece=7", "coding=gzip", "coding=br", "delay=30",
    ];

    private readonly Random _random = new(seed);
    private readonly MixedExtras _extras = new(new Random(seed + 1));
    private readonly Dictionary<int, List<string>> _histories = [];
    private int _number;

    /// <summary>The next call.</summary>
    public MixedCall Next()
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"m{++_number}");
        var directives = $"mark={mark}; tokens={_random.Next(1, 60)}";
        var abortAfter = 0;
        if (_random.Next(100) < TroubleInHundred)
        {
            directives += "; " + Troubles[_random.Next(Troubles.Length)];
        }
        else if (_random.Next(100) < 6)
        {
            directives += "; tokens=400; event-delay=4";
            abortAfter = _random.Next(200, 4_000);
        }

        var isStream = abortAfter > 0 || _random.Next(2) == 0;
        return Make(mark, $"[[{directives}]]", isStream, abortAfter);
    }

    /// <summary>A call that the provider never answers.</summary>
    public MixedCall NextTimeout()
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"m{++_number}");
        var fault = _random.Next(2) == 0 ? "fault=hang" : "fault=stall; after=3";
        return Make(mark, $"[[mark={mark}; tokens=50; {fault}]]", isStream: true, 0);
    }

    private MixedCall Make(string mark, string prompt, bool isStream, int abortAfter) => _random.Next(14) switch
    {
        10 or 11 or 12 or 13 => _extras.Next(mark, prompt, isStream, abortAfter),
        0 or 1 or 2 => Chat(mark, prompt, isStream, abortAfter),
        3 or 4 => Responses(mark, prompt, isStream, abortAfter),
        5 or 6 or 7 => Messages(mark, prompt, isStream, abortAfter),
        8 => Gemini(mark, prompt, isStream, abortAfter),
        _ when isStream => Chat(mark, prompt, isStream, abortAfter),
        _ => Small(mark, prompt),
    };

    private MixedCall Chat(string mark, string prompt, bool isStream, int abortAfter)
    {
        var model = _random.Next(4) switch { 0 => "fake-odd", 1 => "fake-reasoner", _ => "fake-chat" };
        var fields = new Dictionary<string, object>
        {
            ["model"] = model,
            ["messages"] = new object[] { new { role = "system", content = Background(_random.Next(2) * 5_000) }, new { role = "user", content = prompt } },
            [model == "fake-reasoner" ? "max_completion_tokens" : "max_tokens"] = 50 + _random.Next(2_000),
        };
        if (isStream)
        {
            fields["stream"] = true;
        }

        if (isStream && _random.Next(2) == 0)
        {
            fields["stream_options"] = new { include_usage = true };
        }

        if (_random.Next(8) == 0)
        {
            fields["n"] = 2;
        }

        if (model == "fake-reasoner")
        {
            fields["reasoning_effort"] = "low";
        }

        return new MixedCall(mark, "/v1/chat/completions", JsonSerializer.Serialize(fields), isStream, abortAfter);
    }

    private MixedCall Responses(string mark, string prompt, bool isStream, int abortAfter)
    {
        var fields = new Dictionary<string, object>
        {
            ["model"] = "fake-chat",
            ["input"] = new object[] { new { role = "user", content = prompt } },
            ["instructions"] = Background(6_000),
            ["max_output_tokens"] = 600 + _random.Next(2_000),
            ["stream"] = isStream,
            ["store"] = false,
        };
        if (_random.Next(3) == 0)
        {
            fields["reasoning"] = new { effort = "low" };
        }

        return new MixedCall(mark, "/v1/responses", JsonSerializer.Serialize(fields), isStream, abortAfter);
    }

    private MixedCall Messages(string mark, string prompt, bool isStream, int abortAfter)
    {
        var session = _random.Next(Sessions);
        var history = _histories.TryGetValue(session, out var known) ? known : _histories[session] = [];
        history.Add(Background(1_500 + _random.Next(1_500)));
        if (history.Count > 8)
        {
            history.Clear();
        }

        var messages = history.Select(text => (object)new { role = "user", content = text })
            .Append(new { role = "user", content = new object[] { new { type = "text", text = prompt } } });
        var ttl = session % 3 == 0 ? "1h" : "5m";
        var fields = new Dictionary<string, object>
        {
            ["model"] = "fake-claude",
            ["max_tokens"] = 1_100 + _random.Next(4_000),
            ["stream"] = isStream,
            ["system"] = new object[] { new { type = "text", text = $"Session {session}. " + Background(5_000), cache_control = new { type = "ephemeral", ttl } } },
            ["messages"] = messages.ToArray(),
        };
        if (_random.Next(4) == 0)
        {
            fields["thinking"] = new { type = "enabled", budget_tokens = 1_024 };
        }

        return new MixedCall(mark, "/v1/messages", JsonSerializer.Serialize(fields), isStream, abortAfter);
    }

    private MixedCall Gemini(string mark, string prompt, bool isStream, int abortAfter)
    {
        var generation = new Dictionary<string, object> { ["maxOutputTokens"] = 500 + _random.Next(2_000) };
        if (_random.Next(3) == 0)
        {
            generation["thinkingConfig"] = new { thinkingBudget = 128 };
        }

        var body = JsonSerializer.Serialize(new
        {
            contents = new[] { new { role = "user", parts = new[] { new { text = Background(5_000) }, new { text = prompt } } } },
            generationConfig = generation,
        });
        var version = _random.Next(2) == 0 ? "v1" : "v1beta";
        var verb = !isStream ? "generateContent" : _random.Next(2) == 0 ? "streamGenerateContent?alt=sse" : "streamGenerateContent";
        return new MixedCall(mark, $"/{version}/models/fake-gemini:{verb}", body, isStream, abortAfter);
    }

    private MixedCall Small(string mark, string prompt) => _random.Next(3) switch
    {
        0 => new MixedCall(mark, "/v1/embeddings", JsonSerializer.Serialize(new { model = "fake-embed", input = prompt }), false, 0),
        1 => new MixedCall(mark, "/v1/completions", JsonSerializer.Serialize(new { model = "fake-odd", prompt, max_tokens = 60 }), false, 0),
        _ => new MixedCall(mark, "/v1/moderations", JsonSerializer.Serialize(new { model = "omni-moderation-latest", input = prompt }), false, 0),
    };

    /// <summary>Text that is long enough for prompt caches, and often the same.</summary>
    private string Background(int length) => string.Concat(Enumerable.Repeat($"Rule {_random.Next(3)}: the road is long. ", (length / 27) + 1));
}
