using Tollgate.Core;

namespace Tollgate.Ledger;

/// <summary>Why a call was refused, as the admin API shows it and as its column keeps it.</summary>
internal sealed record RefusalView(
    string Code,
    string? Step,
    string? Rule,
    string Message,
    string? Help,
    string? Contact,
    string? Parameter,
    Money? LimitUsd,
    Money? SettledUsd,
    Money? ReservedUsd,
    Money? AskedUsd,
    DateTimeOffset? ResetsAt);
