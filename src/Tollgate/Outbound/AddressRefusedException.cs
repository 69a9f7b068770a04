namespace Tollgate.Outbound;

/// <summary>Something points at an address that the guard does not allow.</summary>
internal sealed class AddressRefusedException(string message) : IOException(message);
