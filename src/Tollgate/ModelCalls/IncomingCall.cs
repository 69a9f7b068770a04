using Tollgate.Callers;

namespace Tollgate.ModelCalls;

/// <summary>What steps 1 and 2 made of a request. Disposing it gives the body's memory back.</summary>
/// <param name="SignedIn">Who calls, and how they signed in.</param>
/// <param name="Request">The body and the facts about it.</param>
/// <param name="Attribution">Whom the call is for.</param>
internal sealed record IncomingCall(SignedIn SignedIn, CallRequest Request, Attribution Attribution) : IDisposable
{
    /// <summary>Who calls.</summary>
    public Caller Caller => SignedIn.Caller;

    /// <inheritdoc/>
    public void Dispose() => Request.Dispose();
}
