using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.External;

/// <summary>An external guard in force.</summary>
internal sealed class ExternalEntry(ExternalBody body, string? authorization)
{
    /// <summary>What was said about it.</summary>
    public ExternalBody Body => body;

    /// <summary>Where it is asked.</summary>
    public Uri Url { get; } = new(body.Url!);

    /// <summary>What it is sent to know us; null for nothing.</summary>
    public string? Authorization => authorization;

    /// <summary>How long it may take.</summary>
    public TimeSpan Deadline { get; } = TimeSpan.FromMilliseconds(body.DeadlineMs);

    /// <summary>Which texts it has found nothing in before.</summary>
    public ExternalMemory Known { get; } = new();

    /// <summary>What is done about what it finds, where the guard says so itself.</summary>
    public GuardSetting? Setting { get; } = body.Level is { } level ? new GuardSetting(body.Name!, level, body.Action ?? GuardAction.Block, Severity.Info, 0) : null;

    /// <summary>Whether it is shown what goes this way.</summary>
    public bool Sees(GuardDirection direction) => direction == GuardDirection.Request ? body.Requests : body.Answers;
}
