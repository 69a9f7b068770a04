namespace Tollgate.Dialects.Requests;

/// <summary>What a request says about reasoning.</summary>
public enum ThinkingMode : byte
{
    /// <summary>Nothing: the model's default holds.</summary>
    Unsaid,
    /// <summary>Switched off.</summary>
    Off,
    /// <summary>On, with a budget of its own (<see cref="RequestFacts.ThinkingBudget"/>).</summary>
    Budget,
    /// <summary>On, and the model decides how much.</summary>
    Adaptive,
}
