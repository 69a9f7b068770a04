namespace Tollgate.TestKit.Provider;

/// <summary>One model call as it came in.</summary>
/// <param name="Request">The request.</param>
/// <param name="Body">Its body, decoded.</param>
/// <param name="Path">Its path, without a "/as/…" head.</param>
/// <param name="Flavour">Whose habits to take on.</param>
/// <param name="Key">The provider key it carried.</param>
internal sealed record FakeCallInput(ReceivedRequest Request, ReadOnlyMemory<byte> Body, string Path, string Flavour, string Key);
