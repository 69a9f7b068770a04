using System.Security.Cryptography;
using System.Text;
using Tollgate.Guards.Scanning;

namespace Tollgate.Guards.External;

/// <summary>Which texts an external guard has found nothing in, by a keyed print: agents send their whole conversation with every turn.</summary>
internal sealed class ExternalMemory
{
    private const int Places = 4096;
    private const int KeyBytes = 16;
    private readonly TextPrint _print = new(RandomNumberGenerator.GetBytes(KeyBytes));
    private readonly (ulong First, ulong Second)[] _known = new (ulong, ulong)[Places];

    /// <summary>Whether nothing was found in the text before.</summary>
    public bool Has(ExternalText text)
    {
        var print = Of(text);
        return _known[print.First % Places] == print;
    }

    /// <summary>Nothing was found in it.</summary>
    public void Add(ExternalText text)
    {
        var print = Of(text);
        _known[print.First % Places] = print;
    }

    private (ulong First, ulong Second) Of(ExternalText text) => _print.Of(Encoding.UTF8.GetBytes(text.Text), (byte)text.Source);
}
