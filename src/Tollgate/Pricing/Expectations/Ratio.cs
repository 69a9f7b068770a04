namespace Tollgate.Pricing.Expectations;

/// <summary>A ratio as two sums of whole numbers; both are halved when they are large, so that the past counts less and less.</summary>
internal struct Ratio
{
    private long _part;
    private long _whole;

    /// <summary>Adds to both.</summary>
    public void Add(long part, long whole, long much)
    {
        if (part < 0 || whole <= 0)
        {
            return;
        }

        (_part, _whole) = (_part + part, _whole + whole);
        if (_whole > much)
        {
            (_part, _whole) = (_part / 2, _whole / 2);
        }
    }

    /// <summary>The part that belongs to a whole; <paramref name="otherwise"/> while nothing is known.</summary>
    public readonly long Of(long whole, long otherwise) => _whole == 0 ? otherwise : (long)((decimal)whole * _part / _whole);
}
