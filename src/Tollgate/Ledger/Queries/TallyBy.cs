namespace Tollgate.Ledger.Queries;

/// <summary>What calls are counted by.</summary>
internal enum TallyBy : byte
{
    /// <summary>All together.</summary>
    Organization,
    /// <summary>The team's name.</summary>
    Team,
    /// <summary>The agent a call is for, else the principal behind its key.</summary>
    Agent,
    /// <summary>The key's name.</summary>
    Key,
    /// <summary>The provider.</summary>
    Provider,
    /// <summary>The model.</summary>
    Model,
}
