namespace Tollgate.Security;

/// <summary>Which detectors a scanner runs.</summary>
[Flags]
public enum Detectors : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Credentials.</summary>
    Secrets = 1,

    /// <summary>Data about persons.</summary>
    Personal = 2,

    /// <summary>Prompt injection and jailbreaks.</summary>
    Injection = 4,

    /// <summary>Every detector.</summary>
    All = Secrets | Personal | Injection,
}
