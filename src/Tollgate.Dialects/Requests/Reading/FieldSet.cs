namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Which keys one object has shown so far.</summary>
internal struct FieldSet
{
    private ulong _low;
    private ulong _high;

    /// <summary>Notes a key; false when it was there already.</summary>
    public bool Add(Field field)
    {
        var bit = 1UL << ((int)field & 63);
        ref var half = ref (int)field < 64 ? ref _low : ref _high;
        var isNew = (half & bit) == 0;
        half |= bit;
        return isNew;
    }
}
