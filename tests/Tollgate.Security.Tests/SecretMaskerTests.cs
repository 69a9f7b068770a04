namespace Tollgate.Security.Tests;

public sealed class SecretMaskerTests
{
    [Theory]
    [InlineData("", "****")]
    [InlineData("short12", "****")]
    [InlineData("12345678", "1234...5678")]
    [InlineData("sk-ant-abcdefgh", "sk-a...efgh")]
    public void AMaskShowsFourAndFour_AndNothingOfAShortSecret(string value, string masked) => Assert.Equal(masked, SecretMasker.Mask(value));

    [Fact]
    public void SensitiveNamesAreMasked_HoweverDeep()
    {
        var map = new Dictionary<string, object?>
        {
            ["Api-Key"] = "abcdefghijkl",
            ["monkey"] = "abcdefghijkl",
            ["inner"] = new Dictionary<string, object?> { ["session_id"] = "short" },
            ["list"] = new List<object?> { new Dictionary<string, object?> { ["password"] = "correcthorse" }, 5 },
        };

        var masked = SecretMasker.Mask(map);

        Assert.Equal("abcd...ijkl", masked["Api-Key"]);
        Assert.Equal("abcdefghijkl", masked["monkey"]);
        Assert.Equal("****", ((IReadOnlyDictionary<string, object?>)masked["inner"]!)["session_id"]);
        Assert.Equal("corr...orse", ((IReadOnlyDictionary<string, object?>)((IReadOnlyList<object?>)masked["list"]!)[0]!)["password"]);
    }
}
