namespace Tollgate.Upstreams;

/// <summary>An account as lists show it.</summary>
/// <param name="Name">The name.</param>
/// <param name="BaseUrl">The address.</param>
/// <param name="KeyHint">The end of the key.</param>
/// <param name="Weight">Its share of calls.</param>
/// <param name="Resting">Whether it cools down after a failure.</param>
/// <param name="Models">The models it serves by other names, or alone.</param>
internal sealed record DeploymentReply(string Name, string BaseUrl, string? KeyHint, int Weight, bool Resting, IReadOnlyList<string>? Models);
