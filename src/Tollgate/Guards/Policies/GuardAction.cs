namespace Tollgate.Guards.Policies;

/// <summary>What is done about a finding; the graver one wins when there are several.</summary>
internal enum GuardAction : byte
{
    /// <summary>It is recorded.</summary>
    Log,
    /// <summary>And people are told.</summary>
    Alert,
    /// <summary>And the client is told in a header.</summary>
    Warn,
    /// <summary>What was found is taken out of what goes on.</summary>
    Redact,
    /// <summary>The call is refused.</summary>
    Block,
    /// <summary>The call is refused, and further calls of its session (of its key without one) for a while.</summary>
    Quarantine,
    /// <summary>The call is refused, and every further call of the key until an administrator lifts that.</summary>
    Kill,
}
