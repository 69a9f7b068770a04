namespace Tollgate.Callers;

/// <summary>The result of signing in.</summary>
/// <param name="Caller">Who it is.</param>
/// <param name="HasClientCredentials">
/// Whether the request also carries an `Authorization` of the client's own, beside a gateway key in `x-tollgate-api-key`. Only then
/// may that header go upstream, to providers set to `credentials: client`; it is never a gateway key.
/// </param>
internal readonly record struct SignedIn(Caller Caller, bool HasClientCredentials);
