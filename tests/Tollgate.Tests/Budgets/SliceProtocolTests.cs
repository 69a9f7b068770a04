using Tollgate.Budgets;
using Tollgate.Core;

namespace Tollgate.Tests.Budgets;

public sealed class SliceProtocolTests
{
    private const int Stories = 3000;
    private const int Steps = 150;

    [Fact]
    public void RandomStories_NeverOvershootAndAlwaysBalance() => Assert.Null(FirstFault(SliceFault.None));

    [Theory]
    [InlineData(SliceFault.CheckThenRecord)]
    [InlineData(SliceFault.TimeBasedReturn)]
    [InlineData(SliceFault.ReturnCallsInFlight)]
    [InlineData(SliceFault.ChargeAboveReserve)]
    public void AKnownWrongVariant_IsCaught(SliceFault fault) => Assert.Contains("above limit", FirstFault(fault));

    [Fact]
    public void ChangeLimit_BelowWhatIsOut_IsDebtThatIsPaidFirst()
    {
        var window = SliceProtocol.Open(new Money(100), Money.Zero, Money.Zero);
        var (granted, slice) = SliceProtocol.Grant(window, default, new Money(80));

        var lowered = SliceProtocol.ChangeLimit(granted, new Money(50));
        var (paid, _) = SliceProtocol.Return(lowered, slice, new Money(40));

        Assert.Equal((new Money(30), Money.Zero), (lowered.Debt, lowered.Free));
        Assert.Equal((Money.Zero, new Money(10)), (paid.Debt, paid.Free));
    }

    [Fact]
    public void Grant_ToASuspendedOwner_GivesNothing()
    {
        var window = SliceProtocol.Open(new Money(100), Money.Zero, Money.Zero);
        var (granted, slice) = SliceProtocol.Grant(window, default, new Money(60));
        var (suspended, fenced) = SliceProtocol.Suspend(granted, slice);

        var (after, still) = SliceProtocol.Grant(suspended, fenced, new Money(40));

        Assert.Equal((suspended, fenced), (after, still));
        Assert.Equal(new Money(60), after.Suspended);
    }

    [Fact]
    public void Open_InMidWindow_CountsWhatTheLedgerHolds()
    {
        var window = SliceProtocol.Open(new Money(100), new Money(70), new Money(50));

        Assert.Equal((Money.Zero, new Money(20), new Money(70), new Money(50)), (window.Free, window.Debt, window.Settled, window.Uncertain));
        Assert.Equal(Money.Zero, window.Imbalance(Money.Zero));
    }

    private static string? FirstFault(SliceFault fault)
    {
        for (var seed = 0; seed < Stories; seed++)
        {
            if (new SliceWorld(seed, fault).Play(Steps) is { } wrong)
            {
                return $"story {seed}, {wrong}";
            }
        }

        return null;
    }
}
