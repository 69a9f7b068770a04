using Tollgate.Security;

namespace Tollgate.Guards.Loops;

/// <summary>What a loop is called.</summary>
internal static class LoopRules
{
    /// <summary>The same call again and again.</summary>
    public static readonly Rule SameCall = Make("loop-same-call", "The same call again and again", "An agent that sends one call over and over gets one answer over and over, and pays for each.");

    /// <summary>Nothing but failures.</summary>
    public static readonly Rule Errors = Make("loop-errors", "Nothing but failed calls", "An agent whose calls all fail goes on failing, and its provider may shut it out.");

    /// <summary>Money goes faster than it should.</summary>
    public static readonly Rule Spend = Make("loop-spend", "Money is spent too fast", "An agent that spends this fast does not do what it was made for.");

    private static Rule Make(string id, string name, string explanation) =>
        new(id, FindingKind.Other, Severity.High, name, explanation, "Look at what the agent does; it may go on when the time that the refusal names has come.");
}
