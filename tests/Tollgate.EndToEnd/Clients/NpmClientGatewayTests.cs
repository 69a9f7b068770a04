using Tollgate.EndToEnd.Targets;

namespace Tollgate.EndToEnd.Clients;

/// <summary>The npm clients through the gateway.</summary>
public sealed class NpmClientGatewayTests(GatewayFixture fixture) : NpmClientFacts(fixture), IClassFixture<GatewayFixture>;
