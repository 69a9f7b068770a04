namespace Tollgate.Hosting.Settings;

/// <summary>TLS towards clients.</summary>
/// <param name="Certificate">A PEM file with the certificate and its chain.</param>
/// <param name="Key">A PEM file with the private key.</param>
internal sealed record TlsSettings(string Certificate, string Key);
