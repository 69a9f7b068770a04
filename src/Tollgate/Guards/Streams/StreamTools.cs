using Microsoft.Extensions.Logging;
using Tollgate.Guards.Loops;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Security;

namespace Tollgate.Guards.Streams;

/// <summary>What the guards of all streams share.</summary>
/// <param name="All">Looks for everything.</param>
/// <param name="Values">Looks for credentials and data about persons.</param>
/// <param name="Orders">Looks for injection.</param>
/// <param name="Bare">Looks for nothing by itself.</param>
/// <param name="Loops">Counts calls of tools.</param>
/// <param name="Quarantine">Who is shut out.</param>
/// <param name="Desk">Takes reports.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">The log.</param>
internal sealed record StreamTools(SecurityScanner All, SecurityScanner Values, SecurityScanner Orders, SecurityScanner Bare, LoopGuard Loops, Quarantine Quarantine, GuardDesk Desk, TimeProvider Time, ILogger Log);
