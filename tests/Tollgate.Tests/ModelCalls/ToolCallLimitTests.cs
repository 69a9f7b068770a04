using Tollgate.Core;
using Tollgate.ModelCalls;

namespace Tollgate.Tests.ModelCalls;

public sealed class ToolCallLimitTests
{
    [Theory]
    [InlineData(RefusalCode.BudgetExceeded, ToolCallLimit.Most, true)]
    [InlineData(RefusalCode.BudgetExceeded, 0, false)]
    [InlineData(RefusalCode.BudgetHeld, ToolCallLimit.Most, false)]
    public void A_refusal_names_the_tools_only_when_they_are_why_it_does_not_fit(RefusalCode code, int limit, bool isNamed)
    {
        var refusal = ToolCallLimit.Explain(new Refusal(code, "Too dear.") { Help = "Ask." }, limit);

        Assert.StartsWith("Too dear. Ask.", refusal.Sentence, StringComparison.Ordinal);
        Assert.Equal(isNamed, refusal.Sentence.Contains("web_search", StringComparison.Ordinal));
    }
}
