namespace Tollgate.Guards.Records;

/// <summary>One finding as it is kept and shown.</summary>
internal sealed record GuardEvent
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The call.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The key that called.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>Its name.</summary>
    public required string Key { get; init; }

    /// <summary>The agent that the call named.</summary>
    public string? Agent { get; init; }

    /// <summary>The session that the call named.</summary>
    public string? Session { get; init; }

    /// <summary>request, response or stream.</summary>
    public required string Direction { get; init; }

    /// <summary>How many bytes were judged.</summary>
    public required long ScannedBytes { get; init; }

    /// <summary>What it stands for.</summary>
    public required string Threat { get; init; }

    /// <summary>The detector's rule.</summary>
    public required string Rule { get; init; }

    /// <summary>How much harm it stands for.</summary>
    public required string Severity { get; init; }

    /// <summary>How sure, in percent.</summary>
    public required int ConfidencePercent { get; init; }

    /// <summary>Who wrote the text.</summary>
    public required string Source { get; init; }

    /// <summary>The path of the text in the body.</summary>
    public required string Place { get; init; }

    /// <summary>What may be shown of it.</summary>
    public required string Evidence { get; init; }

    /// <summary>Whether it could only be read after decoding.</summary>
    public required bool Hidden { get; init; }

    /// <summary>The policy's rule.</summary>
    public required string Policy { get; init; }

    /// <summary>How far that rule lets guards go.</summary>
    public required string Level { get; init; }

    /// <summary>What was done.</summary>
    public required string Action { get; init; }
}
