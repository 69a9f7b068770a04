using Tollgate.Core;

namespace Tollgate.Pricing;

/// <summary>
/// One rate per unit, in nano-dollars per token or piece, resolved through the containment lattice:
/// a unit without a rate of its own takes its parent's (<see cref="Units.Parent"/>). A unit without any is not known, which is not 0.
/// </summary>
internal sealed class Rates
{
    private readonly decimal[] _nanos = new decimal[Units.Count];
    private readonly uint _known;
    private readonly uint _own;

    /// <summary>Resolves what a source states.</summary>
    public Rates(RateSheet sheet)
    {
        for (var i = 0; i < Units.Count; i++)
        {
            if (sheet[(Unit)i] is not null)
            {
                _own |= 1u << i;
            }

            for (Unit? unit = (Unit)i; unit is { } current; unit = Units.Parent(current))
            {
                if (sheet[current] is { } rate)
                {
                    _nanos[i] = rate;
                    _known |= 1u << i;
                    break;
                }
            }
        }
    }

    /// <summary>No rate at all.</summary>
    public static Rates None { get; } = new(new RateSheet());

    /// <summary>Nano-dollars per token or piece; 0 where not known, so ask <see cref="Knows"/> first.</summary>
    public decimal this[Unit unit] => _nanos[(int)unit];

    /// <summary>Whether the unit has a rate, its own or its parent's.</summary>
    public bool Knows(Unit unit) => (_known & (1u << (int)unit)) != 0;

    /// <summary>Whether the source states a rate for this very unit.</summary>
    public bool States(Unit unit) => (_own & (1u << (int)unit)) != 0;

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty => _known == 0;
}
