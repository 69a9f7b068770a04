namespace Tollgate.Cli.Demo;

/// <summary>An agent with the key that was made for it.</summary>
internal sealed record DemoKey(DemoAgent Agent, string Id, string Name, string Secret);
