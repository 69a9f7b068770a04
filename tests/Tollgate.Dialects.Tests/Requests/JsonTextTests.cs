using System.Text;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Tests.Requests;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("openai\\/gpt-4o", "openai/gpt-4o")]
    [InlineData("a\\u0062\\\\\\\"\\n\\t\\b\\f\\r", "ab\\\"\n\t\b\f\r")]
    [InlineData("\\ud83d\\ude00\\u00e9", "😀é")]
    [InlineData("plain é", "plain é")]
    public void WellFormedText_IsUnescaped(string raw, string expected)
    {
        var buffer = new byte[64];

        Assert.True(JsonText.TryUnescape(Encoding.UTF8.GetBytes(raw), buffer, out var length));
        Assert.Equal(expected, Encoding.UTF8.GetString(buffer, 0, length));
    }

    [Theory]
    [InlineData("\\")]
    [InlineData("\\x")]
    [InlineData("\\u12")]
    [InlineData("\\u12g4")]
    [InlineData("\\ud83d")]
    [InlineData("\\ud83d\\n")]
    [InlineData("\\ud83d\\u0041")]
    [InlineData("\\ude00")]
    [InlineData("longer than the buffer of thirty-two")]
    public void Anything_Else_IsNot(string raw) => Assert.False(JsonText.TryUnescape(Encoding.UTF8.GetBytes(raw), new byte[32], out _));
}
