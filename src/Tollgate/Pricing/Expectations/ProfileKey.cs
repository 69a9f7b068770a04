namespace Tollgate.Pricing.Expectations;

/// <summary>Whose calls are alike: those of one agent with one model; the empty agent stands for all of an organization.</summary>
internal readonly record struct ProfileKey(Guid OrganizationId, string Provider, string Model, string Agent);
