namespace Tollgate.Api;

/// <summary>
/// Who calls the admin API. <see cref="OrganizationId"/> is the organization that the call is about: every store call takes it,
/// so another organization's resources are not found (404).
/// </summary>
/// <param name="KeyId">The key that signed in; <see cref="Guid.Empty"/> for the operator's admin key.</param>
/// <param name="Name">For the audit log.</param>
/// <param name="OrganizationId">The organization the call is about.</param>
/// <param name="Right">The highest right the key has.</param>
public sealed record ApiCaller(Guid KeyId, string Name, Guid OrganizationId, ApiRight Right)
{
    /// <summary>Whether this is the operator of the gateway, who may name another organization.</summary>
    public bool IsOperator => Right == ApiRight.Operator;
}
