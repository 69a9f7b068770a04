namespace Tollgate.Security.Injection;

/// <summary>How sums of weights become odds, for one kind of source.</summary>
/// <param name="Bias">What is added to the normed sum.</param>
/// <param name="Slope">What that is multiplied by.</param>
internal readonly record struct ModelScale(float Bias, float Slope);
