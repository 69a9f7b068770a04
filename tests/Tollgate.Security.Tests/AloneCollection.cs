namespace Tollgate.Security.Tests;

/// <summary>Tests that measure time or memory run while no other does.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;
