namespace Tollgate.Guards.Policies;

/// <summary>What becomes of a call that a guard could not judge.</summary>
internal enum GuardFailure : byte
{
    /// <summary>It goes on; the failure is audited and counted.</summary>
    Allow,
    /// <summary>It is refused; the failure is audited and counted.</summary>
    Block,
}
