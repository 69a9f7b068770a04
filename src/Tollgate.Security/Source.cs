namespace Tollgate.Security;

/// <summary>Who wrote a text; the same sentence is harmless from one and hostile from another.</summary>
public enum Source : byte
{
    /// <summary>The person or program that asks.</summary>
    User,

    /// <summary>What a tool answered, or says about itself: data, never orders.</summary>
    Tool,

    /// <summary>The operator's own instructions.</summary>
    System,

    /// <summary>A file or document: data, never orders.</summary>
    File,

    /// <summary>What a model answered.</summary>
    Model,
}
