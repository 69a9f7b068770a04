using System.Net;
using Tollgate.Outbound;

namespace Tollgate.Tests.Outbound;

public sealed class MachineGuardTests
{
    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://169.254.170.2/v2/credentials")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0xA9FEA9FE/")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://169.254.43518/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[::ffff:a9fe:a9fe]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://100.100.100.200/")]
    public void WhereTheMachinesOwnCredentialsAre_NothingIsSent(string address) => Assert.False(AddressGuard.Machine.MayName(new Uri(address)));

    [Theory]
    [InlineData("http://127.0.0.1:11434")]
    [InlineData("http://localhost:8000")]
    [InlineData("http://10.1.2.3")]
    [InlineData("http://192.168.7.7")]
    [InlineData("http://169.254.10.10")]
    [InlineData("https://api.example.com")]
    public void AModelOnTheOperatorsOwnMachines_IsReached(string address) => Assert.True(AddressGuard.Machine.MayName(new Uri(address)));

    [Fact]
    public void OfSeveralAddresses_TheFineOnesStay()
    {
        var fine = AddressGuard.Machine.Choose([IPAddress.Parse("169.254.169.254"), IPAddress.Parse("10.0.0.1")]);

        Assert.Equal(["10.0.0.1"], fine.Select(address => address.ToString()));
    }

    [Fact]
    public void ANameWithNothingButSuchAddresses_IsRefused()
    {
        var refused = Assert.Throws<AddressRefusedException>(() => AddressGuard.Machine.Choose([IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("169.254.169.254")]));

        Assert.Contains("credentials", refused.Message, StringComparison.Ordinal);
    }
}
