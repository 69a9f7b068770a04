namespace Tollgate.EndToEnd.Money;

/// <summary>One call of the mixed traffic.</summary>
/// <param name="Mark">Its mark, which reaches the provider's bill and, as x-request-id, the gateway's ledger.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">The body.</param>
/// <param name="IsStream">Whether it is streamed.</param>
/// <param name="AbortAfter">After how many bytes the client hangs up; 0 = never.</param>
public sealed record MixedCall(string Mark, string Path, string Body, bool IsStream, int AbortAfter);
