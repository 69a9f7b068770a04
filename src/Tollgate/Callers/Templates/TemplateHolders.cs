namespace Tollgate.Callers.Templates;

/// <summary>Which members of its team may make keys within a template.</summary>
internal enum TemplateHolders : byte
{
    /// <summary>People: an agent's key makes no keys.</summary>
    User,
    /// <summary>Agents.</summary>
    Agent,
    /// <summary>Both.</summary>
    Any,
}
