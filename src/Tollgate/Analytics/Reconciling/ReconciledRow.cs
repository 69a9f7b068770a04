using System.Text.Json.Serialization;
using Tollgate.Core;

namespace Tollgate.Analytics.Reconciling;

/// <summary>One time and model on the bill and in the ledger.</summary>
internal sealed record ReconciledRow
{
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>The model; null when the export is not by model.</summary>
    public string? Model { get; init; }

    /// <summary>Attempts in the ledger.</summary>
    public required int Lines { get; init; }

    /// <summary>Those whose cost is not known for sure.</summary>
    public required int OpenLines { get; init; }

    public required Money LedgerUsd { get; init; }

    /// <summary>What the bill says; from an export of usage: its tokens at the catalogue's prices.</summary>
    public required Money BillUsd { get; init; }

    /// <summary>The bill less the ledger.</summary>
    public required Money DifferenceUsd { get; init; }

    /// <summary>Tokens and pieces on the bill less those in the ledger, where they differ.</summary>
    public IReadOnlyDictionary<string, long>? UsageDifference { get; init; }

    /// <summary>Where the difference comes from; the amounts add up to it.</summary>
    public required IReadOnlyList<Difference> Reasons { get; init; }

    /// <summary>What is left without a reason: always zero.</summary>
    public required Money UnexplainedUsd { get; init; }

    /// <summary>What the bill proves about single attempts.</summary>
    [JsonIgnore]
    public IReadOnlyList<Proof> Proofs { get; init; } = [];
}
