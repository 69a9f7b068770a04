using Tollgate.Ledger;

namespace Tollgate.Hosting;

/// <summary>What the start found and made.</summary>
/// <param name="NewAdminKey">The admin key, when it was made now; else empty.</param>
/// <param name="Replay">What earlier runs had left in the journal.</param>
/// <param name="Migrations">Migrations that were carried out.</param>
internal sealed record GatewayStart(string NewAdminKey, ReplayReport Replay, int Migrations);
