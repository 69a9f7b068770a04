using Tollgate.Core;

namespace Tollgate.Dialects.Requests;

/// <summary>A limit as it stands in the body.</summary>
/// <param name="Where">The whole value, quotes included; empty when the field is absent.</param>
/// <param name="Tokens">The number of tokens, or of calls; -1 when the value is null or the field absent.</param>
public readonly record struct LimitSlot(Slice Where, long Tokens)
{
    /// <summary>The field is not in the body.</summary>
    public static readonly LimitSlot Absent = new(Slice.None, -1);

    /// <summary>Whether the field is in the body, be it null.</summary>
    public bool IsPresent => !Where.IsEmpty;

    /// <summary>Whether it sets a limit.</summary>
    public bool HasLimit => IsPresent && Tokens >= 0;
}
