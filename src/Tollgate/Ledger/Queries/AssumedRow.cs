using Tollgate.Core;

namespace Tollgate.Ledger.Queries;

/// <summary>Lines of a model that were billed at assumed prices.</summary>
internal readonly record struct AssumedRow(Guid OrganizationId, string Provider, string Model, long Lines, Money Cost, DateTimeOffset LastAt);
