namespace Tollgate.Guards.Policies;

/// <summary>Whose calls a rule is for, from the widest to the narrowest: the narrower rule wins.</summary>
internal enum GuardScope : byte
{
    /// <summary>Every call of the organization; of every organization when the rule is the settings file's.</summary>
    Organization,
    /// <summary>A team's.</summary>
    Team,
    /// <summary>A user's.</summary>
    User,
    /// <summary>An agent's.</summary>
    Agent,
    /// <summary>A key's.</summary>
    Key,
}
