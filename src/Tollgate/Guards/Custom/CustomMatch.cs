namespace Tollgate.Guards.Custom;

/// <summary>How many of a rule's words and patterns must be there.</summary>
internal enum CustomMatch : byte
{
    /// <summary>One of them.</summary>
    Any,
    /// <summary>All of them.</summary>
    All,
}
