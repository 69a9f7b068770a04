using System.Buffers;

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
    /// <summary>https://host/version/collection/id.</summary>
    private const int SlashesOfAddress = 5;

    private static readonly SearchValues<char> Delimiters = SearchValues.Create("?#%\\;");

    /// <summary>
    /// The id alone: Google's objects are called "files/x" in answers, "x" in paths and by a whole address in bodies. Of anything else nobody
    /// knows which part the provider reads, so it stays whole and belongs to nobody.
    /// </summary>
    public static string Plain(string id)
    {
        var slashes = id.AsSpan().Count('/');
        var isName = slashes == 1 || (slashes == SlashesOfAddress && id.StartsWith("https://", StringComparison.Ordinal));
        return isName && !id.AsSpan().ContainsAny(Delimiters) ? id[(id.LastIndexOf('/') + 1)..] : id;
    }
}
