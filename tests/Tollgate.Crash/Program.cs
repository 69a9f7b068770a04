using System.Globalization;
using Tollgate.Crash;

// A gateway's journal and ledger without the gateway, made to be killed: Tollgate.Crash FOLDER CALLS SEED.
// Says on its standard output what it acknowledged, so that the test knows what must not be lost.
await using var victim = await Victim.OpenAsync(args[0]);
await victim.RunAsync(int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture));
return 0;
