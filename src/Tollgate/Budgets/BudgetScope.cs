namespace Tollgate.Budgets;

/// <summary>Whose calls a budget counts.</summary>
public enum BudgetScope : byte
{
    /// <summary>One gateway key.</summary>
    Key,
    /// <summary>One session, by the name the client gives it.</summary>
    Session,
    /// <summary>One agent, by id or name.</summary>
    Agent,
    /// <summary>One user, by id or name.</summary>
    User,
    /// <summary>One team.</summary>
    Team,
    /// <summary>The whole organization.</summary>
    Organization,
    /// <summary>Every organization of this gateway.</summary>
    Global,
    /// <summary>One model; a trailing asterisk takes a prefix.</summary>
    Model,
    /// <summary>One provider.</summary>
    Provider,
    /// <summary>One tag: name=value, or its name alone for any value.</summary>
    Tag,
    /// <summary>All keys made within one key template.</summary>
    Template,
}
