namespace Tollgate.Hosting;

/// <summary>The gateway cannot start; the message is for the operator and says what would help.</summary>
internal sealed class GatewayFault(string message) : Exception(message);
