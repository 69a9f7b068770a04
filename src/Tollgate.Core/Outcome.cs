using System.Diagnostics.CodeAnalysis;

namespace Tollgate.Core;

/// <summary>A value, or the refusal that stands in its place.</summary>
public readonly struct Outcome<T>
{
    private Outcome(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The value; default when refused.</summary>
    public T? Value { get; }

    /// <summary>Why there is no value; null when there is one.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether there is no value.</summary>
    [MemberNotNullWhen(true, nameof(Refusal))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsRefused => Refusal is not null;

    /// <summary>Wraps a value.</summary>
    [SuppressMessage("Design", "CA2225", Justification = "The two conversions are the constructors of this type.")]
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Wraps a refusal.</summary>
    [SuppressMessage("Design", "CA2225", Justification = "The two conversions are the constructors of this type.")]
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
