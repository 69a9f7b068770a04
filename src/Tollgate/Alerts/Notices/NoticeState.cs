namespace Tollgate.Alerts.Notices;

/// <summary>What a notice says about its alert.</summary>
public enum NoticeState : byte
{
    /// <summary>It has begun.</summary>
    Raised,
    /// <summary>It still holds after its cool-down.</summary>
    Reminder,
    /// <summary>It is over.</summary>
    Recovered,
    /// <summary>There is no alert: somebody tries out a channel.</summary>
    Test,
}
