namespace Tollgate.Dialects.Replies.Relaying;

/// <summary>Finds where the events of a stream end, however its bytes are cut into chunks.</summary>
internal abstract class EventFraming : IDisposable
{
    /// <summary>Whether a line feed at the start of the next chunk still belongs to the last event.</summary>
    public virtual bool OwesLineFeed => false;

    /// <summary>The length of the event that <paramref name="bytes"/> begin with, or −1; what was scanned once is not scanned again.</summary>
    public abstract int FindEnd(ReadOnlySpan<byte> bytes);

    /// <summary>The unfinished event's bytes so far have been passed on: the next ones come first.</summary>
    public abstract void Forget();

    /// <summary>The line feed that was owed has come, or has not.</summary>
    public virtual void PayLineFeed()
    {
    }

    /// <summary>Reads the event in bytes that <see cref="FindEnd"/> has measured.</summary>
    public abstract StreamEvent Read(ReadOnlySpan<byte> bytes);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
