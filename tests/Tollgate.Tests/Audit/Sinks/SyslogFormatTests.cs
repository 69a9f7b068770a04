using System.Text;
using Tollgate.Audit.Sinks;

namespace Tollgate.Tests.Audit.Sinks;

public sealed class SyslogFormatTests
{
    [Fact]
    public void AMessage_HasTheHeaderOfRfc5424()
    {
        var text = Encoding.UTF8.GetString(SyslogFormat.Write(CefFormatTests.Row("ann"), "gate way\n1", SinkFormat.Cef));

        Assert.StartsWith("<109>1 2026-11-21T12:00:00.123000Z gateway1 tollgate - key.create - CEF:0|Tollgate|", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("guard.block", "<107>")]
    [InlineData("guard.warn", "<108>")]
    [InlineData("ledger.seal", "<110>")]
    public void GraveRows_AreErrors(string action, string priority) =>
        Assert.StartsWith(priority, Encoding.UTF8.GetString(SyslogFormat.Write(CefFormatTests.Row("x", action: action), "h", SinkFormat.Json)), StringComparison.Ordinal);

    [Fact]
    public void Json_StaysInItsLine()
    {
        var text = Encoding.UTF8.GetString(SyslogFormat.Write(CefFormatTests.Row("a\nb\0c"), "h", SinkFormat.Json));

        Assert.DoesNotContain(text, char.IsControl);
        Assert.EndsWith("}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "-")]
    [InlineData("é ü", "-")]
    [InlineData("a b]c", "ab]c")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void FieldsOfTheHeader_AreVisibleAscii(string text, string expected) => Assert.Equal(expected, SyslogFormat.Printable(text, 32));
}
