namespace Tollgate.Core.Tests;

public sealed class RefusalTableTests
{
    [Fact]
    public void EveryCodeHasItsRowInItsPlace()
    {
        foreach (var code in Enum.GetValues<RefusalCode>())
        {
            Assert.Equal(code, RefusalTable.Row(code).Code);
        }

        Assert.Equal(RefusalTable.Rows.Count, RefusalTable.Rows.Select(row => row.Wire).Distinct().Count());
    }

    [Fact]
    public void ASpentBudgetHasTheStatusThatEachDialectsClientsStopAt()
    {
        var spent = new Refusal(RefusalCode.BudgetExceeded, "spent") { Help = "wait" };

        Assert.Equal([400, 400, 402, 400], [RefusalTable.Status(spent, Dialect.OpenAI), RefusalTable.Status(spent, Dialect.OpenAIResponses), RefusalTable.Status(spent, Dialect.Anthropic), RefusalTable.Status(spent, Dialect.Gemini)]);
        Assert.Equal(418, RefusalTable.Status(spent with { StatusOverride = 418 }, Dialect.Anthropic));
        Assert.Equal("spent wait", spent.Sentence);
    }

    [Fact]
    public void ASecurityRefusalIs403AndOnResponses400()
    {
        var refused = new Refusal(RefusalCode.SecurityViolation, "no");

        Assert.Equal((403, 400), (RefusalTable.Status(refused, Dialect.OpenAI), RefusalTable.Status(refused, Dialect.OpenAIResponses)));
    }

    [Fact]
    public void FlagsResultsAndPurposesHaveNames()
    {
        Assert.Equal(["estimated", "client_aborted", "simulated"], (LineFlags.Estimated | LineFlags.ClientAborted | LineFlags.Simulated).Wire());
        Assert.Equal("upstream_error", CallResult.UpstreamError.Wire());
        Assert.Equal("probe", AttemptPurpose.Probe.Wire());
    }
}
