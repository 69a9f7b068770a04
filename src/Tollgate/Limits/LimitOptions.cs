using System.ComponentModel.DataAnnotations;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Limits;

/// <summary>Settings of limits, under `limits:` in tollgate.yaml.</summary>
public sealed record LimitOptions
{
    /// <summary>How often counters that count nothing are dropped.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Subjects whose counters are remembered together before that memory starts anew.</summary>
    [Range(100, 1_000_000)]
    public int RememberedSubjects { get; init; } = 50_000;

    /// <summary>The limits that the file declares; their organization is filled in at start.</summary>
    internal IReadOnlyList<Declared<NewLimit>> Rules { get; init; } = [];

    /// <summary>The refusal of a change of a declared limit over the API.</summary>
    internal Refusal Refuse(string name) => DeclaredThings.Refuse(Rules.FirstOrDefault(rule => rule.Thing.Name == name), "Limit", name);
}
