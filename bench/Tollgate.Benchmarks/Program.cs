using Tollgate.Benchmarks.Ledger;
using Tollgate.Benchmarks.Security;
using Tollgate.Benchmarks.Security.Corpora;

// dotnet run -c Release --project bench/Tollgate.Benchmarks -- ledger [CALLS]
// dotnet run -c Release --project bench/Tollgate.Benchmarks -- seals [CALLS]
// dotnet run -c Release --project bench/Tollgate.Benchmarks -- injection REPOSITORY REFERENCE.jsonl [train] [UNSEEN-FOLDER ...]
// dotnet run -c Release --project bench/Tollgate.Benchmarks -- scan FOLDER [PEER-FOLDER]
// dotnet run -c Release --project bench/Tollgate.Benchmarks -- secrets REPOSITORY [PEER-FOLDER]
var calls = args is ["ledger" or "seals", _, ..] ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000;
switch (args.FirstOrDefault())
{
    case "ledger":
        JournalBench.Run();
        await LedgerBench.RunAsync(calls);
        return 0;
    case "seals":
        await SealBench.RunAsync(Math.Min(calls, 100_000));
        return 0;
    case "injection" when args.Length > 2:
        InjectionTraining.Run(args[1], args[2], args.Contains("train"), args.Skip(3).Where(Directory.Exists));
        return 0;
    case "secrets" when args.Length > 1:
        SecretBench.Run(args[1], args.ElementAtOrDefault(2));
        return 0;
    case "scan" when args.Length > 1:
        ScanBench.Run(args[1], args.ElementAtOrDefault(2));
        return 0;
    default:
        Console.Error.WriteLine("usage: Tollgate.Benchmarks ledger|seals [CALLS] | injection REPOSITORY REFERENCE.jsonl [train] [UNSEEN-FOLDER ...] | secrets REPOSITORY [PEER-FOLDER] | scan FOLDER [PEER-FOLDER]");
        return 2;
}
