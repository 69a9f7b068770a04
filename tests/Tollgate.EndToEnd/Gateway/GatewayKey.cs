namespace Tollgate.EndToEnd.Gateway;

/// <summary>A key that the admin API made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The key itself.</param>
public sealed record GatewayKey(string Id, string Key);
