namespace Tollgate.Tests;

/// <summary>Tests that hold a time: they run when no other test of the process does, for what they measure is the product.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
