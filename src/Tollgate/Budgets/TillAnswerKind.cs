namespace Tollgate.Budgets;

/// <summary>The kinds of <see cref="TillAnswer"/>.</summary>
internal enum TillAnswerKind : byte
{
    /// <summary>The money is held.</summary>
    Granted,
    /// <summary>Others hold what is missing.</summary>
    Wait,
    /// <summary>Still in the way when the wait was over.</summary>
    Held,
    /// <summary>Not even the smallest call fits, whatever comes back.</summary>
    Exceeded,
    /// <summary>A window has ended meanwhile.</summary>
    Stale,
}
