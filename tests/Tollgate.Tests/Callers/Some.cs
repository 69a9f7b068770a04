using Tollgate.Callers;

namespace Tollgate.Tests.Callers;

/// <summary>A caller to vary.</summary>
internal static class Some
{
    public static Caller Caller() => new()
    {
        KeyId = Guid.Parse("01900000-0000-7000-8000-000000000001"),
        KeyName = "key",
        Role = KeyRole.Caller,
        OrganizationId = Guid.Parse("01900000-0000-7000-8000-000000000002"),
        OrganizationName = "default",
        TeamId = Guid.Parse("01900000-0000-7000-8000-000000000003"),
        TeamName = "default",
        PrincipalId = Guid.Parse("01900000-0000-7000-8000-000000000004"),
        PrincipalName = "anna",
        Kind = PrincipalKind.User,
    };
}
