namespace Tollgate.Security;

/// <summary>How much harm a finding stands for; the wire names are the same words in lower case.</summary>
public enum Severity : byte
{
    /// <summary>Worth knowing, harmless by itself.</summary>
    Info,

    /// <summary>Little harm, or only together with something else.</summary>
    Low,

    /// <summary>Harm under conditions.</summary>
    Medium,

    /// <summary>Harm to data or money by whoever reads it.</summary>
    High,

    /// <summary>Control of an account, a system or an agent.</summary>
    Critical,
}
