using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Clients;

/// <summary>The Anthropic SDK against the fake provider itself.</summary>
public sealed class AnthropicSdkDirectTests(DirectFixture fixture) : AnthropicSdkFacts(fixture), IClassFixture<DirectFixture>;
