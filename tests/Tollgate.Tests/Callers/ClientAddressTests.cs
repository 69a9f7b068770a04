using Tollgate.Callers;
using Tollgate.Callers.SignIn;

namespace Tollgate.Tests.Callers;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.5", "198.51.100.7", "203.0.113.5")]
    [InlineData("10.1.2.3", "198.51.100.7", "198.51.100.7")]
    [InlineData("10.1.2.3", "1.1.1.1, 198.51.100.7, 10.9.9.9", "198.51.100.7")]
    [InlineData("10.1.2.3", "10.5.5.5", "10.5.5.5")]
    [InlineData("10.1.2.3", "nonsense", "10.1.2.3")]
    [InlineData("10.1.2.3", "198.51.100.7:4711", "198.51.100.7")]
    [InlineData("10.1.2.3", "", "10.1.2.3")]
    [InlineData("::ffff:10.1.2.3", "198.51.100.7", "198.51.100.7")]
    [InlineData("192.168.7.7", "2001:db8::1", "2001:db8::1")]
    public void ForwardedFor_CountsOnlyFromTrustedProxies_AndOnlyTheLastUntrustedHop(string connection, string forwarded, string expected)
    {
        var addresses = new ClientAddress(new CallerOptions { TrustedProxies = ["10.0.0.0/8", "192.168.7.7"] });

        Assert.Equal(expected, addresses.Of(CallerHouse.Request(("X-Forwarded-For", forwarded), connection)).ToString());
    }

    [Fact]
    public void WithoutTrustedProxies_TheConnectionsAddressCounts()
    {
        var addresses = new ClientAddress(new CallerOptions());

        Assert.Equal("10.1.2.3", addresses.Of(CallerHouse.Request(("X-Forwarded-For", "1.1.1.1"), "10.1.2.3")).ToString());
    }

    [Fact]
    public void OneSubscribersAddresses_AreOneNumber()
    {
        var addresses = new ClientAddress(new CallerOptions());

        Assert.Equal(Number(addresses, "2001:db8:1:2::1"), Number(addresses, "2001:db8:1:2:ffff::9"));
        Assert.NotEqual(Number(addresses, "2001:db8:1:2::1"), Number(addresses, "2001:db8:1:3::1"));
        Assert.Equal(Number(addresses, "10.1.2.3"), Number(addresses, "::ffff:10.1.2.3"));
        Assert.NotEqual(Number(addresses, "10.1.2.3"), Number(addresses, "10.1.2.4"));
    }

    [Fact]
    public void AnOddProxy_IsAFault() => Assert.Throws<FormatException>(() => new ClientAddress(new CallerOptions { TrustedProxies = ["everybody"] }));

    private static ulong Number(ClientAddress addresses, string address) => addresses.NumberOf(CallerHouse.Request(("x", "y"), address));
}
