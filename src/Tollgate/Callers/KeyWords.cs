namespace Tollgate.Callers;

/// <summary>Roles and kinds as they are written in the database and in JSON.</summary>
internal static class KeyWords
{
    /// <summary>The word of a role.</summary>
    public static string Write(KeyRole role) => role switch
    {
        KeyRole.Viewer => "viewer",
        KeyRole.Admin => "admin",
        KeyRole.Operator => "operator",
        _ => "caller",
    };

    /// <summary>The word of a kind.</summary>
    public static string Write(PrincipalKind kind) => kind == PrincipalKind.User ? "user" : "agent";

    /// <summary>Reads a role; an unknown word has the least rights.</summary>
    public static KeyRole ReadRole(string word) => word switch
    {
        "viewer" => KeyRole.Viewer,
        "admin" => KeyRole.Admin,
        _ => KeyRole.Caller,
    };

    /// <summary>Reads a kind.</summary>
    public static PrincipalKind ReadKind(string word) => word == "user" ? PrincipalKind.User : PrincipalKind.Agent;
}
