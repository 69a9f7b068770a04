using System.Runtime.CompilerServices;

namespace Tollgate.Core;

/// <summary>
/// The way off a thread that serves sockets. Calls go on on the thread that their bytes came in on (docs/decisions/0007), so whatever blocks, or
/// takes longer than a message of this size takes to read, goes to the pool first: <c>await PoolThread.SwitchAsync();</c>. It costs nothing on a
/// thread of the pool, and on one that has a context of its own.
/// </summary>
public static class PoolThread
{
    /// <summary>Work over more bytes than this is worth the way to the pool.</summary>
    public const int WorthBytes = 32 * 1024;

    /// <summary>Goes on on a thread of the pool.</summary>
    public static Switching SwitchAsync() => default;

    /// <summary>Goes on on a thread of the pool where the work ahead is over more than <see cref="WorthBytes"/>.</summary>
    public static Switching SwitchAsync(int bytes) => new(isUnneeded: bytes <= WorthBytes);

    /// <summary>What is awaited.</summary>
    public readonly struct Switching : ICriticalNotifyCompletion
    {
        private readonly bool _isUnneeded;

        internal Switching(bool isUnneeded) => _isUnneeded = isUnneeded;

        /// <summary>Whether there is nothing to do.</summary>
        public bool IsCompleted => _isUnneeded || Thread.CurrentThread.IsThreadPoolThread || SynchronizationContext.Current is not null;

        /// <summary>The awaiter.</summary>
        public Switching GetAwaiter() => this;

        /// <summary>Nothing comes of it.</summary>
        public void GetResult()
        {
            // There is no result, only another thread.
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(static next => next(), continuation, preferLocal: false);

        /// <inheritdoc/>
        public void UnsafeOnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static next => next(), continuation, preferLocal: false);
    }
}
