using System.Globalization;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>Says what uncertain money is, to whoever has less left than was spent.</summary>
internal static class UncertainSentence
{
    /// <summary>The sentence; null when nothing is uncertain.</summary>
    public static string? Of(in WindowFigures window)
    {
        if (window.Suspended <= Money.Zero)
        {
            return null;
        }

        var end = window.ResetsAt is null ? "it counts for good" : "it counts until the window ends";
        return $"${window.Suspended} is uncertain: {Why(window)}. An admin gives it back with `tollgate budgets release-uncertain {window.Budget.Id} --reason …`; else {end}.";
    }

    private static string Why(in WindowFigures window)
    {
        if (window.Uncertain == Money.Zero)
        {
            return "an earlier run of the gateway held it and left no proof of its use";
        }

        return window.UncertainCalls switch
        {
            null => "calls ended before their cost was known",
            1 => "1 call ended before its cost was known",
            { } calls => string.Create(CultureInfo.InvariantCulture, $"{calls} calls ended before their cost was known"),
        };
    }
}
