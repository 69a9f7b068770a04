namespace Tollgate.Guards.Policies;

/// <summary>What a guard looks for.</summary>
internal enum GuardThreat : byte
{
    /// <summary>Credentials.</summary>
    CredentialExposure,
    /// <summary>Data about persons.</summary>
    PiiExposure,
    /// <summary>Orders that are not the text's to give.</summary>
    PromptInjection,
    /// <summary>Agents that run away: the same call again and again, nothing but failures, money spent too fast.</summary>
    RunawayLoop,
    /// <summary>Tools that are asked for what no tool should do, that nobody allowed, or too often.</summary>
    ToolAbuse,
    /// <summary>Data on its way out: canaries, coded data in bulk, addresses that carry data.</summary>
    Exfiltration,
    /// <summary>What an owner's own rule forbids.</summary>
    CustomRule,
    /// <summary>What is known to be used in attacks.</summary>
    ThreatIndicator,
    /// <summary>What a guard outside of the gateway finds.</summary>
    ExternalGuard,
    /// <summary>What is unlike a user's or an agent's own past.</summary>
    Anomaly,
}
