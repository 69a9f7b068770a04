using System.Diagnostics;
using System.Globalization;

namespace Tollgate.Ledger;

/// <summary>
/// Named places where a test kills the process as a power cut of the process would: TOLLGATE_FAILPOINT=NAME or NAME:N sends SIGKILL at
/// the Nth time the place is reached. Without the variable the check is a constant that the compiler removes.
/// </summary>
internal static class Failpoint
{
    public const string BeforeSent = "before-sent";
    public const string AfterSent = "after-sent";
    public const string MidRelay = "mid-relay";
    public const string BeforeSettled = "before-settled";
    public const string AfterSettled = "after-settled";
    public const string BeforeTerminal = "before-terminal";
    public const string MidBatch = "mid-batch";
    public const string AtRotation = "at-rotation";
    public const string AfterCommit = "after-commit";

    /// <summary>Every name, in the order a call passes them.</summary>
    public static readonly string[] All =
        [BeforeSent, AfterSent, MidRelay, BeforeSettled, AfterSettled, BeforeTerminal, MidBatch, AtRotation, AfterCommit];

    private static readonly string Name = Setting().Split(':')[0];
    private static readonly int Nth = Setting().Split(':') is [_, var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
    private static readonly bool IsActive = Name.Length > 0;

    // The one static that changes: it counts towards the end of the process, and only when a test asked for it.
    private static int _hits;

    /// <summary>Kills the process when this is the chosen place for the Nth time.</summary>
    public static void Hit(string name)
    {
        if (IsActive && name == Name && Interlocked.Increment(ref _hits) == Nth)
        {
            Process.GetCurrentProcess().Kill();
        }
    }

    private static string Setting() => Environment.GetEnvironmentVariable("TOLLGATE_FAILPOINT") ?? "";
}
