using Tollgate.Core;

namespace Tollgate.Client.Attribution;

/// <summary>Money of a principal's budgets that is kept for a call under way. Disposing gives it back; recording the call with it settles it.</summary>
public sealed class CostHold : IDisposable
{
    private CostAttribution? _owner;

    internal CostHold(CostAttribution owner, string principal, Money amount)
    {
        _owner = owner;
        Principal = principal;
        Amount = amount;
    }

    /// <summary>Whose budgets.</summary>
    public string Principal { get; }

    /// <summary>How much.</summary>
    public Money Amount { get; }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Release(this);

    /// <summary>Ends it without giving back through its owner: the owner does that itself, at once with what it records.</summary>
    internal bool TryEnd(CostAttribution owner) => Interlocked.CompareExchange(ref _owner, null, owner) == owner;
}
