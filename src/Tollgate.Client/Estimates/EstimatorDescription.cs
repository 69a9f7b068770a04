namespace Tollgate.Client.Estimates;

/// <summary>What an estimator says about itself.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Provider">Whose calls it prices.</param>
/// <param name="Models">The models it knows by name; empty where the price does not depend on one, or the whole catalogue is known.</param>
public sealed record EstimatorDescription(string Name, string Provider, IReadOnlyList<string> Models);
