using System.Text.Json;
using Tollgate.Audit;
using Tollgate.Security;

namespace Tollgate.Tests.Audit;

public sealed class AuditRedactionTests
{
    private static readonly AuditRedaction Redaction = new(new SecurityScanner());

    [Theory]
    [InlineData("mail alice.smith@example-corp.de about it", "alice.smith")]
    [InlineData("SSN: 536-22-8726", "536-22-8726")]
    [InlineData("card 4539 1488 0343 6467, social", "4539 1488 0343 6467")]
    [InlineData("key sk-ant-api03-Zk4vN8qR2tY6uI0oP3aS7dF1gH5jK9lX2cV6bN8mQ4wE7rT0yU3iO6pA9sD2fG5hJ8kL1zX4cV7bN0mQ3w-Ab12CdAA", "Zk4vN8qR2tY6uI0oP3aS7dF1gH5jK9")]
    [InlineData("Authorization: Bearer 9f8a7c6b5e4d3c2b1a09f8e7d6c5b4a3928170f6", "9f8a7c6b5e4d3c2b1a09f8e7d6c5b4a3928170f6")]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00", "3704 0044 0532")]
    public void WhatMustNotStayInALog_IsTakenOutOfTheDetail(string text, string secret)
    {
        var detail = JsonSerializer.Serialize(new Dictionary<string, object> { ["note"] = text, ["nested"] = new[] { text }, ["count"] = 3 });

        var row = Redaction.Of(Event(detail));

        Assert.DoesNotContain(secret, row.Detail, StringComparison.Ordinal);
        using var parsed = JsonDocument.Parse(row.Detail);
        Assert.Equal(3, parsed.RootElement.GetProperty("count").GetInt32());
        Assert.Contains("[", parsed.RootElement.GetProperty("nested")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"team-a","limit_usd":"500.000000001","from":"203.0.113.7","at":"2026-11-21T08:00:00.0000000+00:00"}""")]
    [InlineData("""{"before":{"id":"01900000-0000-7000-8000-000000000002"},"after":null,"list":[1,2.5,true]}""")]
    [InlineData("{}")]
    public void WhatIsHarmless_StaysByteForByte(string detail) => Assert.Equal(detail, Redaction.Of(Event(detail)).Detail);

    [Fact]
    public void AnEscapeHidesNothing()
    {
        var row = Redaction.Of(Event("""{"note":"alice.smith\u0040example-corp.de"}"""));

        Assert.Equal("""{"note":"[email]"}""", row.Detail);
    }

    [Fact]
    public void WhoDidIt_KeepsAMailAddressButNoCredential()
    {
        var row = Redaction.Of(Event("{}") with { ActorName = "alice.smith@example-corp.de", SubjectId = "ghp_16C7e42F292c6912E7710c838347Ae178B4a" });

        Assert.Equal("alice.smith@example-corp.de", row.ActorName);
        Assert.DoesNotContain("16C7e42F292c6912", row.SubjectId, StringComparison.Ordinal);
    }

    private static AuditEvent Event(string detail) => new(Guid.Empty, Guid.Empty, "operator", "thing.change", "thing", "1", detail);
}
