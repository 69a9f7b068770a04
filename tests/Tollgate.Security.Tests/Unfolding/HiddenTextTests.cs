using System.Globalization;
using System.Text;
using Tollgate.Security.Tests.Secrets;

namespace Tollgate.Security.Tests.Unfolding;

public sealed class HiddenTextTests
{
    private static readonly string Key = Samples.Fill("sk-ant-api03-{[A-Za-z0-9]:40}", new Random(3));

    public static TheoryData<string, string> Disguises => new()
    {
        { "base64", Base64(Key) },
        { "base64 of a sentence", "x = \"" + Base64("the key is " + Key + " ok") + "\"" },
        { "base64url without padding", Base64("k=" + Key).TrimEnd('=').Replace('+', '-').Replace('/', '_') },
        { "base64 of base64", Base64(Base64("key " + Key)) },
        { "wrapped base64", Wrap(Base64("some words before the key so that it is long, then " + Key + " and some words after it, enough for three lines"), 64) },
        { "UTF-16 base64", Convert.ToBase64String(Encoding.Unicode.GetBytes("$k='" + Key + "'")) },
        { "hexadecimal", Convert.ToHexString(Encoding.UTF8.GetBytes(Key)) },
        { "percent escapes", string.Concat(Encoding.UTF8.GetBytes(Key).Select(value => "%" + value.ToString("x2", CultureInfo.InvariantCulture))) },
        { "a query", "?q=a%20b%26key%3D" + Key + "%26z" },
        { "decimal references", string.Concat(Key.Select(c => "&#" + ((int)c).ToString(CultureInfo.InvariantCulture) + ";")) },
        { "hexadecimal references", string.Concat(Key.Select(c => "&#x" + ((int)c).ToString("x", CultureInfo.InvariantCulture) + ";")) },
        { "unicode escapes", "{\"k\":\"" + string.Concat(Key.Select(c => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture))) + "\"}" },
        { "byte escapes", string.Concat(Key.Select(c => "\\x" + ((int)c).ToString("x2", CultureInfo.InvariantCulture))) },
        { "nested JSON", "{\"a\":\"{\\\"b\\\":\\\"{\\\\\\\"k\\\\\\\":\\\\\\\"" + Key.Replace("-", "\\\\\\\\u002d", StringComparison.Ordinal) + "\\\\\\\"}\\\"}\"}" },
        { "added strings", "\"" + Key[..9] + "\" +\n    \"" + Key[9..] + "\"" },
        { "added strings inside JSON", "{\"code\":\"k = \\\"" + Key[..9] + "\\\" + \\\"" + Key[9..] + "\\\"\"}" },
        { "a continued line", Key[..9] + "\\\n" + Key[9..] },
        { "zero-width characters", string.Join("\u200B", Key.ToCharArray()) },
        { "soft hyphens and joiners", string.Join("\u00AD\u200D", Key.ToCharArray()) },
        { "full-width letters", string.Concat(Key.Select(c => (char)(c + 0xFEE0))) },
        { "look-alikes", Key.Replace("sk-ant", "ѕk-аnt", StringComparison.Ordinal) },
        { "tag characters", "hello" + string.Concat(Key.Select(c => char.ConvertFromUtf32(c + 0xE0000))) },
        { "shown backwards", "\u202E" + new string([.. Key.Reverse()]) + "\u202C end" },
    };

    [Theory]
    [MemberData(nameof(Disguises))]
    public void AHiddenKeyIsFound_AndItsSpanIsInTheScannedText(string disguise, string text)
    {
        var whole = "Please look at this: " + text + " and tell me.";

        var found = Scanning.Secrets.Scan(whole);

        var finding = Assert.Single(found, one => one.Rule.Id == "anthropic-api-key");
        Assert.True(finding.IsHidden || text.Contains(Key, StringComparison.Ordinal), disguise);
        Assert.InRange(finding.Start, "Please look at this: ".Length, Encoding.UTF8.GetByteCount("Please look at this: " + text));
        Assert.InRange(finding.End, finding.Start + 1, Encoding.UTF8.GetByteCount("Please look at this: " + text));
    }

    [Fact]
    public void TheSpanOfEscapedTextIsExact()
    {
        var escaped = Key.Replace("-", "%2D", StringComparison.Ordinal);

        var found = Scanning.Secrets.Scan("url?a=1&k=" + escaped + "&b=2");

        Assert.Equal(escaped, Assert.Single(found).Of("url?a=1&k=" + escaped + "&b=2"));
    }

    [Fact]
    public void TheSpanOfEncodedTextIsTheWholeEncoding()
    {
        var encoded = Base64("export KEY=" + Key + "\n");

        var text = "run " + encoded + " now";

        Assert.Equal(encoded, Assert.Single(Scanning.Secrets.Scan(text)).Of(text));
    }

    [Theory]
    [InlineData("Привет, это обычный текст без секретов, просто длинное предложение.")]
    [InlineData("普通の文章です。秘密はありません。")]
    [InlineData("c3VtOmFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6 and deadbeefdeadbeefdeadbeefdeadbeef and %zz &#xZZ; &bogus; \\q \\u12 \\x1")]
    [InlineData("\u202E\u202E\u202C unbalanced \u2067 controls")]
    public void WhatHidesNothing_FindsNothing(string text) => Assert.Empty(Scanning.Secrets.Scan(text));

    [Fact]
    public void InvalidUtf8_IsScannedLikeAnyText()
    {
        byte[] text = [0xFF, 0xC3, 0x28, (byte)' ', .. Encoding.UTF8.GetBytes(Key), 0xE2, 0x80];
        var findings = default(Findings);

        Scanning.Secrets.Scan(text, Source.File, ref findings);

        Assert.Equal(1, findings.Count);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Wrap(string text, int width) => string.Join('\n', text.Chunk(width).Select(line => new string(line)));
}
