namespace Tollgate.Cli.SourceScan.Gate;

/// <summary>What a score is about.</summary>
internal enum GateArea : byte
{
    /// <summary>How the sources are kept.</summary>
    Structure,

    /// <summary>What was found in them.</summary>
    Security,

    /// <summary>How they are tested.</summary>
    Testing,

    /// <summary>What is written about them.</summary>
    Docs,
}
