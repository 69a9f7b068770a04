using Tollgate.TestKit.Bills;

namespace Tollgate.EndToEnd.Budgets;

/// <summary>A turn that was refused for good.</summary>
/// <param name="Mark">Which one.</param>
/// <param name="RequestId">The gateway's id.</param>
/// <param name="Least">What the sharp bound of its input and 1,024 output tokens come to.</param>
internal sealed record AgentRefusal(string Mark, string RequestId, Rational Least);
