namespace Tollgate.Callers.SignIn;

/// <summary>An attempt to come in.</summary>
/// <param name="Action">How it ended.</param>
/// <param name="OrganizationId">The key's organization; empty without a key.</param>
/// <param name="KeyId">The key; empty for the operator's, and without one.</param>
/// <param name="KeyName">Its name.</param>
/// <param name="Address">Where from.</param>
internal readonly record struct SignInNote(string Action, Guid OrganizationId, Guid KeyId, string KeyName, string Address);
