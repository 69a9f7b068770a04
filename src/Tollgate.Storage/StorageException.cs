using System.Data.Common;

namespace Tollgate.Storage;

/// <summary>
/// A fault of the database in the words of its operator: the message is one sentence that says what is wrong and what would help.
/// </summary>
public sealed class StorageException : DbException
{
    internal StorageException(DatabaseState state, string sentence, Exception? cause = null, bool isConstraint = false)
        : base(sentence, cause)
    {
        State = state;
        IsConstraint = isConstraint;
    }

    /// <summary>What the database could do when it failed; <see cref="DatabaseState.Ok"/> for faults of a statement.</summary>
    public DatabaseState State { get; }

    /// <summary>Whether a row broke a unique, check, not-null or foreign-key constraint.</summary>
    public bool IsConstraint { get; }

    /// <inheritdoc/>
    public override bool IsTransient => State is DatabaseState.Locked or DatabaseState.Full;
}
