namespace Tollgate.Upstreams.Objects;

/// <summary>Something a provider keeps under an id: a response, conversation, file, batch, vector store, cached content (CONTRACT 3).</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="ObjectId">Its id there.</param>
/// <param name="Kind">What it is, for example "file".</param>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="KeyId">The key that made it.</param>
/// <param name="Deployment">The account that holds it: later calls about it go there.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record ProviderObject(string Provider, string ObjectId, string Kind, Guid OrganizationId, Guid KeyId, string Deployment, DateTimeOffset CreatedAt)
{
    /// <summary>The id alone: Google's objects are called "files/x" in answers, "x" in paths and by a whole address in bodies.</summary>
    public static string Plain(string id) => id[(id.LastIndexOf('/') + 1)..];
}
