using Tollgate.Core;

namespace Tollgate.Ledger.Queries;

/// <summary>The calls of one subject: how many reached a provider, how many of them the provider failed, and what they cost.</summary>
internal readonly record struct TallyRow(string Subject, long Calls, long Failed, Money Cost);
