using Tollgate.Core;

namespace Tollgate.Pricing.Bounds;

/// <summary>
/// What a call can cost at most. Money is exact until it is rounded up once.
/// "Limit" is what the request's output limit says for one choice; tokens and money include all choices.
/// </summary>
internal readonly record struct CallBound
{
    /// <summary>The most input tokens.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Input, fees and whatever else an output limit does not change, in nano-dollars.</summary>
    public required decimal FixedNanos { get; init; }

    /// <summary>The part of <see cref="FixedNanos"/> that the prompt's tokens are; 0 where the provider's own tools may read more than the prompt.</summary>
    public decimal InputNanos { get; init; }

    /// <summary>One output token at its dearest, in nano-dollars; 0 where a limit does not bound the output.</summary>
    public required decimal NanosPerOutputToken { get; init; }

    /// <summary>The output limit per choice that the bound stands for: splice it when the request has none or a larger one. 0: there is no output.</summary>
    public required long OutputLimit { get; init; }

    /// <summary>The smallest limit a clamp may set: 1,024 tokens, above a thinking budget.</summary>
    public required long LeastLimit { get; init; }

    /// <summary>How many answers are billed.</summary>
    public required int Choices { get; init; }

    /// <summary>Why there is no bound: the refusal under a hard budget. Null when the numbers hold.</summary>
    public Refusal? Unbounded { get; init; }

    /// <summary>Flags of the price.</summary>
    public LineFlags Flags { get; init; }

    /// <summary>The limit times the choices.</summary>
    public long OutputTokens => checked(OutputLimit * Choices);

    /// <summary>The part that the output limit does not change.</summary>
    public Money Input => Money.CeilingFromNanos(FixedNanos);

    /// <summary>The bound.</summary>
    public Money Total => At(OutputLimit);

    /// <summary>The bound of the smallest clamped call.</summary>
    public Money Least => At(Math.Min(LeastLimit, OutputLimit));

    /// <summary>Whether a smaller output limit lowers the bound.</summary>
    public bool CanClamp => OutputLimit > LeastLimit && NanosPerOutputToken > 0;

    /// <summary>The bound with another output limit per choice.</summary>
    public Money At(long outputLimit) => Money.CeilingFromNanos(FixedNanos + (NanosPerOutputToken * outputLimit * Choices));

    /// <summary>What is left of a reserve when the provider has said how much input it read: the rest of the bound, with the true input in place of the most.</summary>
    /// <param name="reserved">The bound as it was reserved, clamped or not.</param>
    /// <param name="inputNanos">The most that the reported input can cost; null when that is not known.</param>
    public Money AfterInput(Money reserved, decimal? inputNanos) => inputNanos is { } known && InputNanos > known
        ? Money.Max(Money.CeilingFromNanos(reserved.Nanos - (InputNanos - known)), Money.Zero)
        : reserved;

    /// <summary>The largest output limit per choice, up to <see cref="OutputLimit"/>, whose bound fits an amount; -1 when none does.</summary>
    public long LargestLimit(Money amount)
    {
        if (At(0) > amount)
        {
            return -1;
        }

        var perLimitToken = NanosPerOutputToken * Choices;
        if (perLimitToken == 0)
        {
            return OutputLimit;
        }

        return (long)Math.Min(OutputLimit, decimal.Floor((amount.Nanos - FixedNanos) / perLimitToken));
    }
}
