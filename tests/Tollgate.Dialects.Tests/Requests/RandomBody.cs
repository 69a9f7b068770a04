using System.Globalization;
using System.Text;

namespace Tollgate.Dialects.Tests.Requests;

/// <summary>Writes random, well-formed Chat bodies: random escapes, white space, order, unknown members. Seeded, so that a failure repeats.</summary>
internal sealed class RandomBody(int seed)
{
    private readonly Random _random = new(seed);

    public string Chat()
    {
        var members = new List<string> { Member("model", Quoted(Word())) };
        Maybe(members, "stream", () => Pick("true", "false", "null"));
        Maybe(members, "stream_options", () => Pick("null", "{}", "{ }", "{\"include_usage\": false}", "{\"include_usage\":true}", "{\"include_obfuscation\":false}"));
        Maybe(members, "max_tokens", Number);
        Maybe(members, "max_completion_tokens", Number);
        Maybe(members, "n", () => Pick("1", "2", "3", "null"));
        Maybe(members, "service_tier", () => Quoted(Word()));
        Maybe(members, "user", () => Quoted(Word()));
        Maybe(members, "x_" + Word(), () => Value(4));
        Maybe(members, "messages", Messages);
        _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
        return Space() + "{" + Space() + string.Join(Space() + "," + Space(), members) + Space() + "}" + Space();
    }

    public string Value(int depth) => _random.Next(depth <= 0 ? 5 : 7) switch
    {
        0 => "null",
        1 => Pick("true", "false"),
        2 => _random.Next(-1000, 100000).ToString(CultureInfo.InvariantCulture),
        3 => "-1.5e-3",
        4 => Quoted(Word()),
        5 => "[" + string.Join(",", Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))) + "]",
        _ => "{" + string.Join(",", Enumerable.Range(0, _random.Next(4)).Select(i => Member("k" + i + Word(), Value(depth - 1)))) + "}",
    };

    private string Messages() => "[" + Space() + string.Join(",", Enumerable.Range(0, _random.Next(4)).Select(_ => Message())) + "]";

    private string Message() =>
        "{" + Member("role", Quoted(Pick("user", "assistant", "system"))) + "," + Space() + Member("content", _random.Next(2) == 0 ? Quoted(Word()) : Parts()) + "}";

    private string Parts() => "[" + string.Join(",", Enumerable.Range(0, _random.Next(4)).Select(_ => Part())) + "]";

    private string Part() => _random.Next(3) switch
    {
        0 => "{" + Member("type", "\"text\"") + "," + Member("text", Quoted(Word())) + "}",
        1 => "{" + Member("image_url", "{" + Member("url", "\"data:image/png;base64," + new string('A', _random.Next(40)) + "\"") + "}") + "," + Member("type", "\"image_url\"") + "}",
        _ => "{" + Member("type", "\"image_url\"") + "," + Member("image_url", "{\"detail\":\"low\"," + Member("url", "\"https://x/" + _random.Next() + "\"") + "}") + "}",
    };

    private void Maybe(List<string> members, string name, Func<string> value)
    {
        if (_random.Next(2) == 0)
        {
            members.Add(Member(name, value()));
        }
    }

    private string Member(string name, string value) => Quoted(name) + Space() + ":" + Space() + value;

    private string Number() => Pick("null", "1", "16", "1000", "2e3", "4096.0", _random.Next(1, 200000).ToString(CultureInfo.InvariantCulture));

    private string Word() => new([.. Enumerable.Range(0, _random.Next(1, 12)).Select(_ => "abcdefgh-_/ \"\\\n\té€"[_random.Next(18)])]);

    private string Quoted(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (letter < ' ' || letter is '"' or '\\' || _random.Next(12) == 0)
            {
                json.Append("\\u").Append(((int)letter).ToString(_random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture));
            }
            else
            {
                json.Append(letter);
            }
        }

        return json.Append('"').ToString();
    }

    private string Pick(params string[] values) => values[_random.Next(values.Length)];

    private string Space() => Pick("", "", "", " ", "\n  ", "\t", "\r\n");
}
