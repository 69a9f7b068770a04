using Tollgate.Core;

namespace Tollgate.Ledger.Queries;

/// <summary>One attempt of a call with its ledger lines.</summary>
internal sealed record AttemptView
{
    public required int Attempt { get; init; }

    public required string Purpose { get; init; }

    public required string Provider { get; init; }

    public required string Deployment { get; init; }

    public required string Model { get; init; }

    public string? ServedModel { get; init; }

    public required string Result { get; init; }

    public int? Status { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public double? FirstByteMs { get; init; }

    public IReadOnlyDictionary<string, long>? Usage { get; init; }

    public required Money CostUsd { get; init; }

    public required Money UncertainUsd { get; init; }

    public Money? ListCostUsd { get; init; }

    public Money? BoundUsd { get; init; }

    public string? ProviderCostUsd { get; init; }

    public string? Rates { get; init; }

    public string? Terms { get; init; }

    /// <summary>How the cost of the charge came about.</summary>
    public IReadOnlyList<CostPart>? CostParts { get; init; }

    public string? CatalogVersion { get; init; }

    public IReadOnlyList<string>? Flags { get; init; }

    public long? OutputLimitAsked { get; init; }

    public long? OutputLimitSent { get; init; }

    public string? ObjectId { get; init; }

    public IReadOnlyList<Guid>? BudgetWindows { get; init; }

    /// <summary>What later proof changed.</summary>
    public IReadOnlyList<CorrectionView>? Corrections { get; init; }
}
