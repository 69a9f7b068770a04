using Tollgate.Core;

namespace Tollgate.Client.Calls;

/// <summary>A budget of the caller is spent, or nothing smaller fits into what is left of it. To send the call again does not help before <see cref="ResetsAt"/>.</summary>
public sealed class BudgetSpentException : Exception
{
    /// <summary>Says which budget it is.</summary>
    public BudgetSpentException(string message)
        : base(message)
    {
    }

    /// <summary>Says which budget it is, and how the client below put it.</summary>
    public BudgetSpentException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>A budget is spent.</summary>
    public BudgetSpentException()
    {
    }

    /// <summary>The budget's name.</summary>
    public string? Budget { get; init; }

    /// <summary>Its limit.</summary>
    public Money? Limit { get; init; }

    /// <summary>What is spent of it.</summary>
    public Money? Spent { get; init; }

    /// <summary>What calls that are under way hold of it.</summary>
    public Money? Reserved { get; init; }

    /// <summary>What this call could have cost.</summary>
    public Money? Asked { get; init; }

    /// <summary>When it renews by itself; null for one that never does.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>What would help.</summary>
    public string? Help { get; init; }

    /// <summary>Whom to ask.</summary>
    public string? Contact { get; init; }

    /// <summary>The gateway's id of the refused call: `tollgate calls why ID`.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>What the turn had cost before, where a chat client made several requests in it.</summary>
    public CallCosts Costs { get; init; } = new([]);
}
