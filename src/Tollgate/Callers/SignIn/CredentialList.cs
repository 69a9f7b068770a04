using System.Runtime.CompilerServices;

namespace Tollgate.Callers.SignIn;

/// <summary>The different credentials of one request, in the order in which they count.</summary>
internal struct CredentialList
{
    /// <summary>More different credentials in one request are an attempt to confuse.</summary>
    public const int Most = 8;

    private Slots slots;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there were more than fit.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>One of them.</summary>
    public readonly ReadOnlySpan<char> this[int index] => slots[index].Span;

    /// <summary>Adds a credential unless the same one is there; its index, or -1 when it was empty or there is no room.</summary>
    public int Add(ReadOnlyMemory<char> credential)
    {
        if (credential.IsEmpty)
        {
            return -1;
        }

        for (var i = 0; i < Count; i++)
        {
            if (this[i].SequenceEqual(credential.Span))
            {
                return i;
            }
        }

        if (Count == Most)
        {
            IsOverfull = true;
            return -1;
        }

        slots[Count] = credential;
        return Count++;
    }

    [InlineArray(Most)]
    private struct Slots
    {
        private ReadOnlyMemory<char> first;
    }
}
