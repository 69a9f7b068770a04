using System.Text;

namespace Tollgate.Ledger.Records;

/// <summary>Gives the same string for the same bytes most of the time: names repeat in every record, and the reader sees all of them.</summary>
internal sealed class TextPool
{
    private const int Places = 1024;

    private readonly (byte[] Bytes, string Text)[] _places = new (byte[], string)[Places];

    public string Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 64)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var hash = default(HashCode);
        hash.AddBytes(bytes);
        ref var place = ref _places[(uint)hash.ToHashCode() % Places];
        if (place.Bytes is null || !bytes.SequenceEqual(place.Bytes))
        {
            place = (bytes.ToArray(), Encoding.UTF8.GetString(bytes));
        }

        return place.Text;
    }
}
