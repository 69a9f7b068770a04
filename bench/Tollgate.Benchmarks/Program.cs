using Tollgate.Benchmarks.Ledger;
using Tollgate.Benchmarks.Security;

// dotnet run -c Release --project bench/Tollgate.Benchmarks -- ledger [CALLS]
// dotnet run -c Release --project bench/Tollgate.Benchmarks -- injection REPOSITORY REFERENCE.jsonl [train]
// dotnet run -c Release --project bench/Tollgate.Benchmarks -- scan FOLDER
var calls = args is ["ledger", _, ..] ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000;
switch (args.FirstOrDefault())
{
    case "ledger":
        JournalBench.Run();
        await LedgerBench.RunAsync(calls);
        return 0;
    case "injection" when args.Length > 2:
        InjectionTraining.Run(args[1], args[2], args.Contains("train"));
        return 0;
    case "scan" when args.Length > 1:
        ScanBench.Run(args[1]);
        return 0;
    default:
        Console.Error.WriteLine("usage: Tollgate.Benchmarks ledger [CALLS] | injection REPOSITORY REFERENCE.jsonl [train] | scan FOLDER");
        return 2;
}
