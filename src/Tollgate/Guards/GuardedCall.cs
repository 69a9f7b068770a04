using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.Guards;

/// <summary>Whose call the guards judge.</summary>
/// <param name="RequestId">The call.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Attribution">Whom the call is for.</param>
/// <param name="Surface">What is called.</param>
internal readonly record struct GuardedCall(Guid RequestId, Caller Caller, Attribution Attribution, Surface Surface)
{
    /// <summary>The model, as the call names it; empty where it names none.</summary>
    public string Model { get; init; } = "";
}
