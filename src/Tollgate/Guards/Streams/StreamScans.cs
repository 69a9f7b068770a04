using Tollgate.Security;

namespace Tollgate.Guards.Streams;

/// <summary>What the texts of a stream are looked through for.</summary>
/// <param name="Values">Looks for values, and for orders too where a rule asks; null for nothing.</param>
/// <param name="Orders">Looks for orders in what tools brought; null for nothing.</param>
/// <param name="Bare">Looks for nothing by itself.</param>
internal sealed record StreamScans(SecurityScanner? Values, SecurityScanner? Orders, SecurityScanner Bare);
