namespace Tollgate.Audit;

/// <summary>Something beside the log that its rows prove.</summary>
/// <param name="Name">What it is.</param>
/// <param name="CheckAsync">Holds it against the log.</param>
internal sealed record AuditPart(string Name, Func<CancellationToken, Task<AuditPartReply>> CheckAsync);
