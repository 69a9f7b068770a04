namespace Tollgate.Callers;

/// <summary>What stands behind a key.</summary>
internal enum PrincipalKind : byte
{
    /// <summary>A person.</summary>
    User,
    /// <summary>A program that acts by itself.</summary>
    Agent,
}
