using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Tollgate.Core.Tests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("5", 5_000_000_000, "5.00")]
    [InlineData("0.011685", 11_685_000, "0.011685")]
    [InlineData("-0.5", -500_000_000, "-0.50")]
    [InlineData("9223372036.854775807", long.MaxValue, "9223372036.854775807")]
    [InlineData("0.000000001", 1, "0.000000001")]
    public void AnAmountIsReadAndWrittenWithoutLoss(string text, long nanos, string written)
    {
        Assert.True(Money.TryParse(text, out var money));
        Assert.Equal((nanos, written), (money.Nanos, money.ToString()));
        Assert.Equal(money, Money.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("+1")]
    [InlineData("0.0000000001")]
    [InlineData("9223372036.854775808")]
    [InlineData("99999999999")]
    public void WhatIsNoAmountIsRefused(string text)
    {
        Assert.False(Money.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Money.Parse(text));
    }

    [Fact]
    public void EveryAmountSurvivesItsText() =>
        Prop.ForAll<long>(nanos => Money.Parse(new Money(nanos).ToString()).Nanos == nanos).QuickCheckThrowOnFailure();

    [Fact]
    public void TheUtf8FormIsTheText()
    {
        var buffer = new ArrayBufferWriter<byte>();

        new Money(-1_234_567_890).WriteTo(buffer);

        Assert.Equal("-1.23456789", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public void ArithmeticIsChecked()
    {
        Assert.Throws<OverflowException>(() => Money.MaxValue + new Money(1));
        Assert.Throws<OverflowException>(() => Money.MaxValue * 2);
        Assert.Throws<OverflowException>(() => Money.CeilingFromNanos(decimal.MaxValue));
        Assert.Equal(new Money(6), (new Money(2) * 4) - new Money(2));
        Assert.Equal(Money.FromDollars(-2), -Money.FromDollars(2));
        Assert.Equal(new Money(3), Money.CeilingFromNanos(2.0000001m));
    }

    [Fact]
    public void AmountsAreOrdered()
    {
        var (less, more) = (new Money(1), new Money(2));

        Assert.True(less < more && more > less && less <= more && more >= less && less.CompareTo(more) < 0);
        Assert.Equal((less, more), (Money.Min(more, less), Money.Max(less, more)));
    }
}
