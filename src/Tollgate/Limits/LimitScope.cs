namespace Tollgate.Limits;

/// <summary>Whose calls a limit counts.</summary>
public enum LimitScope : byte
{
    /// <summary>One gateway key.</summary>
    Key,
    /// <summary>One user, by id or name.</summary>
    User,
    /// <summary>One agent, by id or name.</summary>
    Agent,
    /// <summary>One team.</summary>
    Team,
    /// <summary>The whole organization.</summary>
    Organization,
    /// <summary>One model; a trailing asterisk takes a prefix.</summary>
    Model,
    /// <summary>Every organization of this gateway.</summary>
    Global,
    /// <summary>One provider.</summary>
    Provider,
    /// <summary>One tag: name=value, or its name alone for any value.</summary>
    Tag,
    /// <summary>All keys made within one key template.</summary>
    Template,
}
