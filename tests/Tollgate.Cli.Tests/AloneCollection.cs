namespace Tollgate.Cli.Tests;

/// <summary>Tests that hold a time: beside others they would measure those too.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;
