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

    /// <summary>What a tool should not be asked for.</summary>
    ToolAbuse,

    /// <summary>Data on its way to where it does not belong.</summary>
    Exfiltration,

    /// <summary>What an owner's own rule forbids.</summary>
    Custom,

    /// <summary>What is known to be used in attacks.</summary>
    Indicator,

    /// <summary>What somebody outside finds.</summary>
    External,

    /// <summary>What is unlike a caller's own past.</summary>
    Anomaly,
}
