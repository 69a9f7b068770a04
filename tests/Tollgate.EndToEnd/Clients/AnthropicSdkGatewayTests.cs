using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Clients;

/// <summary>The Anthropic SDK through the gateway.</summary>
public sealed class AnthropicSdkGatewayTests(GatewayFixture fixture) : AnthropicSdkFacts(fixture), IClassFixture<GatewayFixture>;
