using Tollgate.Upstreams;

namespace Tollgate.ModelCalls;

/// <summary>Where a call goes: the accounts that serve its model, in the order in which they would be tried.</summary>
/// <param name="First">The first choice.</param>
/// <param name="Among">All that serve the model.</param>
/// <param name="Affinity">What keeps a session on one account, for its prompt cache; 0 for none.</param>
internal sealed record CallPlan(Deployment First, Deployment[] Among, ulong Affinity);
