namespace Tollgate.Upstreams.Probing;

/// <summary>One thing that must work for calls to a provider.</summary>
/// <param name="Name">dns, connect, tls, key, model.</param>
/// <param name="IsOk">Whether it works; null when it was not tried.</param>
/// <param name="Sentence">What was found, for people.</param>
internal sealed record ProbeStep(string Name, bool? IsOk, string Sentence);
