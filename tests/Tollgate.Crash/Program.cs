using System.Globalization;
using Tollgate.Crash;

// Parts of a gateway without the gateway, made to be killed. They say on their standard output what they acknowledged, so that the test knows
// what must not be lost. Journal and ledger: Tollgate.Crash FOLDER CALLS SEED. Alerts and their outbox: Tollgate.Crash alerts FOLDER URL COUNT SEED.
// The audit log and a sink: Tollgate.Crash sink FOLDER ADDRESS ROWS SEED.
if (args[0] == "alerts")
{
    await using var alerts = await AlertVictim.OpenAsync(args[1], args[2]);
    await alerts.RunAsync(int.Parse(args[3], CultureInfo.InvariantCulture), args[4]);
    return 0;
}

if (args[0] == "sink")
{
    await SinkVictim.RunAsync(args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture), args[4]);
    return 0;
}

await using var victim = await Victim.OpenAsync(args[0]);
await victim.RunAsync(int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture));
return 0;
