using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Clients;

/// <summary>The OpenAI SDK through the gateway.</summary>
public sealed class OpenAISdkGatewayTests(GatewayFixture fixture) : OpenAISdkFacts(fixture), IClassFixture<GatewayFixture>;
