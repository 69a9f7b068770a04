using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.ModelCalls;

/// <summary>
/// Responses' built-in tools have no bound of their own (Codex always declares web_search). Under a hard budget the gateway says how often
/// they may be called, which makes the call bounded instead of refused; the client hears of it in `x-tollgate-max-tool-calls`.
/// </summary>
internal static class ToolCallLimit
{
    /// <summary>Each call is another internal turn whose input can be the whole context: few, so that the bound stays payable.</summary>
    public const int Most = 2;

    /// <summary>The limit that a call needs; 0 when it needs none, or when nobody knows that a tool's calls are counted by it.</summary>
    public static int For(AdmittedCall call) =>
        call.Request.Route.Surface == Surface.Responses && (call.Request.Facts.ServerToolKinds & ServerToolKinds.Unknown) == 0 && !call.Request.Facts.UnboundedServerTool.IsEmpty && call.Request.Facts.MaxToolCalls.Tokens < 0 ? Most : 0;

    /// <summary>A refusal for want of money says that the tools are most of the worst case, for their user can switch them off.</summary>
    public static Refusal Explain(Refusal refusal, int limit) => limit > 0 && refusal.Code == RefusalCode.BudgetExceeded
        ? refusal with { Help = $"{refusal.Help} Most of it is for the built-in tools that the call declares: without web search (Codex: web_search=\"disabled\") it may still fit.".TrimStart() }
        : refusal;

    /// <summary>The facts as they are once the limit is spliced in.</summary>
    public static RequestFacts Apply(in RequestFacts facts, int limit)
    {
        var bounded = facts;
        if (limit > 0)
        {
            bounded.UnboundedServerTool = Slice.None;
            bounded.ServerToolUses = limit;
            bounded.WebSearchUses = bounded.WebSearchTools > 0 ? limit : 0;
        }

        return bounded;
    }
}
