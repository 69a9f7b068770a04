namespace Tollgate.Security;

/// <summary>What sort of thing was found.</summary>
public enum FindingKind : byte
{
    /// <summary>A credential: whoever reads it can use it.</summary>
    Secret,

    /// <summary>Data about a person.</summary>
    Pii,

    /// <summary>Text that tries to give a model or an agent orders that are not the text's to give.</summary>
    PromptInjection,

    /// <summary>Something else that the product's own guards name: what a caller does, or what an owner forbids.</summary>
    Other,

    /// <summary>SQL in a source that is put together from values.</summary>
    SqlInjection,
}
