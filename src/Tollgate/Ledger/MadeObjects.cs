using Tollgate.Ledger.Records;

namespace Tollgate.Ledger;

/// <summary>What an attempt made at the provider, and where it lies.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Deployment">The account that holds it.</param>
/// <param name="KeyId">The key that asked for it.</param>
/// <param name="Objects">The objects.</param>
internal sealed record MadeObjects(string Provider, string Deployment, Guid KeyId, IReadOnlyList<OwnedObject> Objects);
