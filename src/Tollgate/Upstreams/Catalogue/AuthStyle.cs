namespace Tollgate.Upstreams.Catalogue;

/// <summary>How a provider takes its key.</summary>
internal enum AuthStyle : byte
{
    /// <summary>No key.</summary>
    None,
    /// <summary>Authorization: Bearer KEY.</summary>
    Bearer,
    /// <summary>x-api-key: KEY (Anthropic).</summary>
    XApiKey,
    /// <summary>x-goog-api-key: KEY (Google).</summary>
    XGoogApiKey,
    /// <summary>api-key: KEY (Azure).</summary>
    ApiKey,
    /// <summary>?key=KEY.</summary>
    Query,
}
