using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Clients;

/// <summary>The OpenAI SDK against the fake provider itself.</summary>
public sealed class OpenAISdkDirectTests(DirectFixture fixture) : OpenAISdkFacts(fixture), IClassFixture<DirectFixture>;
