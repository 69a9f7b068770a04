using Tollgate.Benchmarks.Ledger;

// dotnet run -c Release --project bench/Tollgate.Benchmarks -- ledger [CALLS]
var calls = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000;
switch (args.FirstOrDefault())
{
    case "ledger":
        JournalBench.Run();
        await LedgerBench.RunAsync(calls);
        return 0;
    default:
        Console.Error.WriteLine("usage: Tollgate.Benchmarks ledger [CALLS]");
        return 2;
}
