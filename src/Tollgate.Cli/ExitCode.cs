namespace Tollgate.Cli;

/// <summary>What the process says at its end; documented in `tollgate --help` and docs/cli.md.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The gateway refused, or the thing asked for is not so.</summary>
    public const int Refused = 1;

    /// <summary>The words on the command line are wrong.</summary>
    public const int Usage = 2;

    /// <summary>The gateway cannot be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>No key, or one without the right.</summary>
    public const int Unauthorized = 4;

    /// <summary>No such item.</summary>
    public const int NotFound = 5;

    /// <summary>The item exists already or is owned by the settings file.</summary>
    public const int Conflict = 6;

    /// <summary>Settings, data folder or port do not allow the gateway to start.</summary>
    public const int CannotStart = 7;

    /// <summary>A scan could not read everything it was asked to read; what it printed is not the whole truth.</summary>
    public const int Incomplete = 8;
}
