namespace Tollgate.Security.Unfolding;

/// <summary>How much the readable form of a text differs from the text.</summary>
internal enum Unfolded : byte
{
    /// <summary>Not at all.</summary>
    Nothing,

    /// <summary>Only in the everyday escapes of JSON strings and source code: line ends, tabs, quotes.</summary>
    Plain,

    /// <summary>In more than that.</summary>
    Deep,
}
