using Tollgate.Core;

namespace Tollgate.Ledger.Repricing;

/// <summary>A charge of the ledger, with what a price is worked out from.</summary>
internal readonly record struct PricedLine(
    string Provider, string Model, string Deployment, DateTimeOffset SentAt, LineFlags Flags, string? Terms, TokenUsage Usage, Money Cost, Money ListCost);
