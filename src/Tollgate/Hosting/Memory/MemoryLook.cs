namespace Tollgate.Hosting.Memory;

/// <summary>What the memory is at one look.</summary>
/// <param name="Committed">Bytes of the managed heap that the operating system holds for this process.</param>
/// <param name="Allocated">Bytes allocated since the process began: it only grows.</param>
internal readonly record struct MemoryLook(long Committed, long Allocated);
