using System.Globalization;
using System.Runtime.InteropServices;
using Tollgate.TestKit.Provider;

// Tollgate.FakeProvider [--port 9090] [--keep 10000] [--no-bill] [--tls] [--default "delay=20; tokens=50"]
var options = new FakeProviderOptions
{
    Port = int.Parse(Option("--port") ?? "0", CultureInfo.InvariantCulture),
    KeepRequests = int.Parse(Option("--keep") ?? "10000", CultureInfo.InvariantCulture),
    KeepsBill = !args.Contains("--no-bill"),
    HasTls = args.Contains("--tls"),
    Default = Directives.Block(Behaviour.Plain, Option("--default") ?? ""),
};
await using var provider = await FakeProvider.StartAsync(options);
Console.WriteLine(provider.Address);
if (provider.TlsAddress.Length > 0)
{
    Console.WriteLine(provider.TlsAddress);
}

var stop = new TaskCompletionSource();
using var onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var onInt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
await stop.Task;
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}

string? Option(string name)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
