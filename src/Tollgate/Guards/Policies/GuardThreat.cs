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
}
