using System.Text;
using System.Text.RegularExpressions;
using Tollgate.Audit;
using Tollgate.Audit.Sinks;

namespace Tollgate.Tests.Audit.Sinks;

public sealed partial class CefFormatTests
{
    private static readonly string[] Hostile =
    [
        "a|b", "a\\|b", "a\\", "a=b", "x src=1.2.3.4 act=deleted", "line\nCEF:0|Evil|x|1|a|b|10|", "line\r\nnext", "nul\0l", "tab\tbed", "nel\u0085x", "sep\u2028y\u2029z", "\u001b[31mred", "\\=", "\\n", "]",
        "\"quoted\"", "💣", "<13>1 - - - - - -", "", " ", "===|||\\\\\\",
    ];

    [Fact]
    public void HostileText_EndsNeitherFieldNorHeaderNorLine_AndReadsBackAsItWas()
    {
        foreach (var text in Hostile)
        {
            var line = CefFormat.Write(Row(text));

            Assert.DoesNotContain(line, letter => char.IsControl(letter) || letter is '\u2028' or '\u2029');
            var fields = Read(line);
            Assert.Equal(["act", "cn1", "cn1Label", "cs1", "cs1Label", "cs2", "cs2Label", "cs3", "cs3Label", "cs4", "cs4Label", "externalId", "msg", "rt", "suser"], fields.Keys.Where(key => Required.Contains(key)).Order(StringComparer.Ordinal));
            Assert.Empty(fields.Keys.Except(Required));
            Assert.Equal(Visible(text).Trim(), fields["suser"].Trim().TrimEnd('.'));
        }
    }

    [Fact]
    public void ARandomText_DoesNotEither()
    {
        var random = new Random(17);
        var letters = "|\\=\n\r \t\u0085\u2028aé💣\0".ToCharArray();
        for (var i = 0; i < 2_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => letters[random.Next(letters.Length)])]);

            Assert.Empty(Read(CefFormat.Write(Row(text))).Keys.Except(Required));
        }
    }

    [Fact]
    public void ALongDetail_IsCutBetweenCharacters()
    {
        var row = Row("x") is var one ? one with { Event = one.Event with { Detail = new string('a', 3_999) + "💣💣" } } : one!;

        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(CefFormat.Write(row))));
    }

    [Theory]
    [InlineData("guard.kill", 9)]
    [InlineData("guard.block", 8)]
    [InlineData("guard.failure", 7)]
    [InlineData("guard.redact", 5)]
    [InlineData("key.create", 3)]
    [InlineData("ledger.seal", 1)]
    public void Severities_SayHowGraveItIs(string action, int severity) => Assert.Equal(severity, CefFormat.Severity(action));

    internal static AuditRow Row(string text, long sequence = 7, string action = "key.create") => new(
        sequence, Guid.Parse("01900000-0000-7000-8000-00000000000a"), new DateTimeOffset(2026, 11, 21, 12, 0, 0, 123, TimeSpan.Zero),
        new AuditEvent(Guid.Parse("01900000-0000-7000-8000-000000000002"), Guid.Empty, text + ".", action, "key", "k1", "{\"note\":\"a=b|c\"}"), new byte[32], new byte[32]);

    private static readonly HashSet<string> Required = ["act", "cn1", "cn1Label", "cs1", "cs1Label", "cs2", "cs2Label", "cs3", "cs3Label", "cs4", "cs4Label", "externalId", "msg", "rt", "suser"];

    private static string Visible(string text) => ControlSign().Replace(text, found => found.Value is "\n" or "\r" ? found.Value : " ");

    /// <summary>A reader as log servers have it: seven parts by unescaped pipes, then names before unescaped equals signs.</summary>
    private static Dictionary<string, string> Read(string line)
    {
        var parts = UnescapedPipe().Split(line, 8);
        Assert.Equal(8, parts.Length);
        var fields = new Dictionary<string, string>();
        var keys = Key().Matches(parts[7]);
        for (var i = 0; i < keys.Count; i++)
        {
            var start = keys[i].Index + keys[i].Length;
            var value = parts[7][start..(i + 1 < keys.Count ? keys[i + 1].Index : parts[7].Length)];
            fields.Add(keys[i].Groups[1].Value, Escape().Replace(value, found => found.Value[1] switch { 'n' => "\n", 'r' => "\r", var sign => sign.ToString() }));
        }

        return fields;
    }

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029]")]
    private static partial Regex ControlSign();

    [GeneratedRegex(@"(?<!\\)(?:\\\\)*\|")]
    private static partial Regex UnescapedPipe();

    [GeneratedRegex(@"(?:^| )([A-Za-z0-9]+)=")]
    private static partial Regex Key();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
