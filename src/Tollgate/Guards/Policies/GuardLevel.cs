namespace Tollgate.Guards.Policies;

/// <summary>How far a guard may go.</summary>
internal enum GuardLevel : byte
{
    /// <summary>Nothing is looked for.</summary>
    Off,
    /// <summary>Findings are recorded.</summary>
    Monitor,
    /// <summary>Findings are recorded, told to the client in a header and to people by an alert.</summary>
    Warn,
    /// <summary>The rule's action is carried out.</summary>
    Enforce,
}
