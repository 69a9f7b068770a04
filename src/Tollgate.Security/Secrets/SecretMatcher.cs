namespace Tollgate.Security.Secrets;

/// <summary>How the places where a rule's keyword stands are judged.</summary>
internal enum SecretMatcher : byte
{
    /// <summary>A token that starts with the keyword.</summary>
    Token,

    /// <summary>A name that holds the keyword, then an assignment, then a value of the pattern.</summary>
    Context,

    /// <summary>A name of a secret, an assignment, and any value that looks random.</summary>
    Assignment,

    /// <summary>A name of a password, an assignment, and a value that people choose.</summary>
    Password,

    /// <summary>An address with user and password in it.</summary>
    Uri,

    /// <summary>A signed JSON web token.</summary>
    Jwt,

    /// <summary>A private key in armour.</summary>
    PrivateKey,

    /// <summary>An Authorization header.</summary>
    Authorization,
}
