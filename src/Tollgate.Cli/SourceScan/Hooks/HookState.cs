namespace Tollgate.Cli.SourceScan.Hooks;

/// <summary>What stands where the hook belongs.</summary>
internal enum HookState : byte
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>Tollgate's hook.</summary>
    Installed,

    /// <summary>Tollgate's hook, but of another version or for a program elsewhere.</summary>
    Outdated,

    /// <summary>Tollgate's hook, and somebody changed it.</summary>
    Changed,

    /// <summary>Somebody else's.</summary>
    Foreign,
}
