using Tollgate.Core;

namespace Tollgate.Alerts.Rules;

/// <summary>A model that was billed at its provider's dearest rates, for its own are not listed.</summary>
internal readonly record struct AssumedPrice(Guid OrganizationId, string Provider, string Model, long Lines, Money Cost, DateTimeOffset LastAt);
