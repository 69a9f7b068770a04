using System.Net;
using System.Net.Sockets;

namespace Tollgate.Outbound;

/// <summary>
/// Keeps addresses that somebody set away from where they may not lead. For tenants that is the gateway's own network: loopback, private,
/// link-local, metadata and reserved addresses, unless the operator allows their network. The address is judged where the connection is made,
/// and that very address is connected to, so a name that resolves differently the second time gains nothing.
/// </summary>
internal sealed class AddressGuard
{
    /// <summary>What is not the public internet (IANA's special-purpose registries); 4-in-6 forms are unwrapped before.</summary>
    private static readonly IPNetwork[] Inner =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "64:ff9b:1::/48", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>Where clouds hand their machines' credentials to whoever asks from the machine: no provider of models and no receiver is there.</summary>
    private static readonly IPNetwork[] Metadata =
    [
        .. new[]
        {
            "100.100.100.200/32", "168.63.129.16/32", "169.254.0.23/32", "169.254.169.0/24", "169.254.170.0/24", "192.0.0.192/32",
            "fd00:ec2::/32", "fd20:ce::254/128",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    private readonly IReadOnlyList<IPNetwork> _allowed;
    private readonly IPNetwork[] _closed;

    /// <summary>A guard for addresses of tenants.</summary>
    /// <param name="allowed">Networks that the operator opens to them.</param>
    public AddressGuard(IReadOnlyList<IPNetwork> allowed)
        : this(allowed, Inner)
    {
    }

    private AddressGuard(IReadOnlyList<IPNetwork> allowed, IPNetwork[] closed) => (_allowed, _closed) = (allowed, closed);

    /// <summary>The guard for addresses that the operator sets: they may be local, but are never where the machine's own credentials are.</summary>
    public static AddressGuard Machine { get; } = new([], Metadata);

    /// <summary>Whether an address may be connected to.</summary>
    public bool Allows(IPAddress address)
    {
        var plain = Unwrap(address);
        foreach (var network in _allowed)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        foreach (var network in _closed)
        {
            if (network.Contains(plain))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an address as it is written down can be allowed at all; a name is judged when it is resolved.</summary>
    public bool MayName(Uri url)
    {
        if (IPAddress.TryParse(url.IdnHost, out var address))
        {
            return Allows(address);
        }

        var isLocal = url.IdnHost.TrimEnd('.') is var host && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));
        return !isLocal || Allows(IPAddress.Loopback);
    }

    /// <summary>Resolves a name, and connects to the first allowed address that answers.</summary>
    /// <exception cref="AddressRefusedException">No address of the name is allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var fine = Choose(await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(fine, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The addresses that may be connected to.</summary>
    /// <exception cref="AddressRefusedException">There is none among them.</exception>
    public IPAddress[] Choose(IPAddress[] found)
    {
        var fine = Array.FindAll(found, Allows);
        if (fine.Length > 0)
        {
            return fine;
        }

        throw new AddressRefusedException(
            _closed == Metadata
                ? "Its address is where clouds keep the machine's own credentials; nothing is sent there."
                : "Its address is local, private or reserved, and the operator has not allowed it.");
    }

    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        if (Translated.Contains(address))
        {
            return new IPAddress(bytes.AsSpan(12, 4));
        }

        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : address;
    }
}
