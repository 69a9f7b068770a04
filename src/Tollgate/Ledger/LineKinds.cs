namespace Tollgate.Ledger;

/// <summary>Names of <see cref="LineKind"/> in the database and in the admin API.</summary>
internal static class LineKinds
{
    private static readonly string[] Names = ["charge", "adjustment", "release"];

    public static string Wire(LineKind kind) => Names[(int)kind];
}
