namespace Tollgate.Budgets;

/// <summary>One calendar window: from its first instant up to, not including, its end.</summary>
/// <param name="StartsAt">First instant.</param>
/// <param name="EndsAt">First instant of the next window; <see cref="Never"/> for a lifetime.</param>
public readonly record struct CalendarWindow(DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>The end of a window that does not end.</summary>
    public static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    /// <summary>The start of a window that always was.</summary>
    public static readonly DateTimeOffset Always = DateTimeOffset.UnixEpoch;
}
