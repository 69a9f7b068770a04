namespace Tollgate.Upstreams;

/// <summary>Whose credentials go to the provider.</summary>
internal enum CredentialSource : byte
{
    /// <summary>The gateway's own key.</summary>
    Gateway,
    /// <summary>The client's own Authorization (a subscription), when the gateway key came in x-tollgate-api-key.</summary>
    Client,
}
