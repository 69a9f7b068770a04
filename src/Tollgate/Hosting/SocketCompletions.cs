using Tollgate.Hosting.Settings;
using Tollgate.Ledger.Journals;

namespace Tollgate.Hosting;

/// <summary>
/// Has a call go on on the thread that its bytes came in on, instead of being handed to the pool at each of its steps: on one core that is
/// nearly half of what a call costs (docs/decisions/0007). To be called before the process has opened its first socket.
/// </summary>
internal static class SocketCompletions
{
    /// <summary>Read by the runtime's sockets, once. Whoever sets it decides: `1` for this, anything else for the pool.</summary>
    public const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Chooses it, unless the environment has chosen already.</summary>
    public static void Choose(TollgateSettings settings)
    {
        if (Environment.GetEnvironmentVariable(Variable) is null && ArePreferred(settings))
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }

    /// <summary>Not where each record waits for the disk: that must not hold up other calls.</summary>
    public static bool ArePreferred(TollgateSettings settings) => settings.Journal.Fsync != JournalSync.Each;
}
