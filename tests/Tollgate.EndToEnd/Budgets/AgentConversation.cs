using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tollgate.EndToEnd.Budgets;

/// <summary>
/// One conversation of a coding agent as it was recorded: the whole history goes out again on every turn, the cache marks move to its end,
/// and the body grows from 48 to 200 KB. Then the agent compacts it and begins again.
/// </summary>
internal sealed class AgentConversation(string name, string session, Random random)
{
    private const int FirstBytes = 48_000;
    private const int LastBytes = 200_000;
    private const int Tools = 16;

    private readonly string _system = Prose(random, 18_000);
    private readonly string _tools = string.Join(",", Enumerable.Range(0, Tools).Select(number => Tool(number, Prose(random, 900))));
    private readonly List<string> _messages = [];
    private byte[] _last = [];
    private long _reported;
    private int _turn;

    /// <summary>The body of the next turn, and its mark on the bill.</summary>
    public (byte[] Body, string Mark) Next()
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"{name}-{++_turn}");
        var directives = Text($"[[mark={mark}; tokens={random.Next(60, 1_400)}; reasoning={random.Next(0, 300)}; per-event=40]]");
        if (_last.Length is 0 or > LastBytes - 9_000)
        {
            Begin(directives);
        }
        else
        {
            _messages.Add(Message("assistant", Text(Prose(random, random.Next(300, 2_400))) + "," + Call()));
            _messages.Add(Message("user", Result(Prose(random, random.Next(1_000, 5_000))) + "," + directives));
        }

        return (Encoding.UTF8.GetBytes(Body()), mark);
    }

    /// <summary>Keeps what the provider reported for a turn that it answered.</summary>
    public void Answered(byte[] body, long reportedInput) => (_last, _reported) = (body, reportedInput);


    /// <summary>
    /// The most input tokens of a body: what was reported for the turn before, and a token for every byte behind the bytes that both have in
    /// common; a conversation that has just begun has nothing but its bytes.
    /// </summary>
    public long SharpInput(byte[] body)
    {
        var isContinued = _last.Length > 0 && body.Length > _last.Length;
        return isContinued ? _reported + body.Length - body.AsSpan().CommonPrefixLength(_last) : body.Length;
    }

    private void Begin(string directives)
    {
        _messages.Clear();
        _last = [];
        _messages.Add(Message("user", Text(Prose(random, FirstBytes - _system.Length - _tools.Length)) + "," + directives));
    }

    /// <summary>Members as the agent writes them, but for the messages, which come last: so the bytes before them stay equal.</summary>
    private string Body()
    {
        const string Mark = ",\"cache_control\":{\"type\":\"ephemeral\"}";
        var messages = string.Join(",", _messages);
        return $$$$"""
            {"model":"fake-claude","max_tokens":128000,"stream":true,"thinking":{"type":"adaptive","display":"omitted"},"output_config":{"effort":"medium"},"metadata":{"user_id":"{\"device_id\":\"d1\",\"account_uuid\":\"\",\"session_id\":\"{{{{session}}}}\"}"},"system":[{"type":"text","text":"x-anthropic-billing-header: cc_version=2.1"},{"type":"text","text":"You are an agent named {{{{name}}}}."{{{{Mark}}}}},{"type":"text","text":"{{{{_system}}}}"{{{{Mark}}}}}],"tools":[{{{{_tools}}}}],"messages":[{{{{messages[..^3]}}}}{{{{Mark}}}}}]}]}
            """;
    }

    private static string Message(string role, string content) => $$"""{"role":"{{role}}","content":[{{content}}]}""";

    private static string Text(string text) => $$"""{"type":"text","text":"{{text}}"}""";

    private string Call() => $$$"""{"type":"tool_use","id":"toolu_{{{_turn}}}","name":"tool_1","input":{"command":"{{{Prose(random, 120)}}}"}}""";

    private string Result(string text) => $$"""{"type":"tool_result","tool_use_id":"toolu_{{_turn}}","content":"{{text}}"}""";

    private static string Tool(int number, string description) =>
        $$$"""{"name":"tool_{{{number}}}","description":"{{{description}}}","input_schema":{"type":"object","properties":{"command":{"type":"string"}},"required":["command"]}}""";

    private static string Prose(Random random, int length)
    {
        var text = new StringBuilder(length);
        while (text.Length < length)
        {
            text.Append(CultureInfo.InvariantCulture, $"line {random.Next(100_000)} of the file says so. ");
        }

        return JsonEncodedText.Encode(text.ToString(0, length)).ToString();
    }
}
