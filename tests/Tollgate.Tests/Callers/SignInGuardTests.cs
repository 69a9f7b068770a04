using Tollgate.Callers;
using Tollgate.Callers.SignIn;
using Tollgate.TestKit;

namespace Tollgate.Tests.Callers;

public sealed class SignInGuardTests
{
    [Fact]
    public void TheLimit_IsReachedAtTheLimit()
    {
        var guard = new SignInGuard(new CallerOptions { FailedSignInsPerMinute = 2 }, new HeldClock());

        guard.Failed(1);
        Assert.Null(guard.Wait(1));
        guard.Failed(1);

        Assert.Equal(TimeSpan.FromMinutes(1), guard.Wait(1));
        Assert.Null(guard.Wait(2));
    }

    [Fact]
    public void ZeroSwitchesItOff()
    {
        var guard = new SignInGuard(new CallerOptions { FailedSignInsPerMinute = 0 }, new HeldClock());

        guard.Failed(1);

        Assert.Null(guard.Wait(1));
    }

    [Fact]
    public void AFloodOfAddresses_NeedsNoMoreMemory_AndIsStillLimited()
    {
        var guard = new SignInGuard(new CallerOptions { FailedSignInsPerMinute = 1 }, new HeldClock());
        for (var address = 0UL; address < 20_000; address++)
        {
            guard.Failed(address);
        }

        Assert.NotNull(guard.Wait(50_000));
    }
}
