namespace Tollgate.Security.Tests;

public sealed class FindingNamesTests
{
    [Fact]
    public void NamesAreThoseOfTheWire_AndReadBack()
    {
        Assert.Equal(["secret", "pii", "prompt_injection", "other", "sql_injection", "tool_abuse", "exfiltration", "custom_rule", "threat_indicator", "external_guard", "anomaly"], Enum.GetValues<FindingKind>().Select(FindingNames.Of));
        Assert.Equal(["credential_exposure", "pii_exposure", "prompt_injection", "other", "sql_injection", "tool_abuse", "exfiltration", "custom_rule", "threat_indicator", "external_guard", "anomaly"], Enum.GetValues<FindingKind>().Select(FindingNames.ThreatOf));
        Assert.All(Enum.GetValues<Severity>(), severity => Assert.True(FindingNames.TryParse(FindingNames.Of(severity), out Severity read) && read == severity));
        Assert.All(Enum.GetValues<Source>(), source => Assert.True(FindingNames.TryParse(source.ToString(), out Source read) && read == source));
        Assert.False(FindingNames.TryParse("nobody", out Source _));
        Assert.False(FindingNames.TryParse("worst", out Severity _));
    }
}
