using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.Scanning;

/// <summary>A finding with its place in the body and what the policy does about it.</summary>
/// <param name="Finding">What was found; the span counts from the start of the body.</param>
/// <param name="Threat">What it stands for.</param>
/// <param name="Source">Who wrote the text it stands in.</param>
/// <param name="Place">The text it stands in.</param>
/// <param name="Setting">What the policy says.</param>
/// <param name="Action">What is done.</param>
/// <param name="Evidence">What may be shown of it.</param>
internal sealed record GuardHit(Finding Finding, GuardThreat Threat, Source Source, TextPlace Place, GuardSetting Setting, GuardAction Action, string Evidence);
