using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Clients;

/// <summary>The npm clients against the fake provider itself.</summary>
public sealed class NpmClientDirectTests(DirectFixture fixture) : NpmClientFacts(fixture), IClassFixture<DirectFixture>;
