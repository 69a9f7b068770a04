using System.Buffers.Binary;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Tollgate.Callers.SignIn;

/// <summary>Where a request really comes from: the connection's address, or what trusted proxies say about it.</summary>
internal sealed class ClientAddress
{
    private readonly IReadOnlyList<IPNetwork> trusted;

    /// <summary>Reads the trusted proxies.</summary>
    /// <exception cref="FormatException">One is neither an address nor a network.</exception>
    public ClientAddress(CallerOptions options) => trusted = [.. options.TrustedProxies.Select(Parse)];

    /// <summary>Reads an address or a network in CIDR form.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static IPNetwork Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new FormatException($"'{text}' is neither an address nor a network such as 10.0.0.0/8.");
    }

    /// <summary>The address of the client.</summary>
    public IPAddress Of(HttpContext http)
    {
        var address = Plain(http.Connection.RemoteIpAddress ?? IPAddress.None);
        return trusted.Count > 0 && IsTrusted(address) ? Forwarded(http, address) : address;
    }

    /// <summary>The address as a number; all of one IPv6 subscriber's addresses (a /64) are the same number.</summary>
    public ulong NumberOf(HttpContext http)
    {
        var address = trusted.Count > 0 ? Of(http) : http.Connection.RemoteIpAddress ?? IPAddress.None;
        var bytes = default(UInt128);
        var span = System.Runtime.InteropServices.MemoryMarshal.AsBytes(new Span<UInt128>(ref bytes));
        if (!address.TryWriteBytes(span, out var length))
        {
            return 0;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return BinaryPrimitives.ReadUInt32BigEndian(span[12..]);
        }

        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(span) : BinaryPrimitives.ReadUInt64BigEndian(span);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private IPAddress Forwarded(HttpContext http, IPAddress nearest)
    {
        var hops = http.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var address = nearest;
        for (var i = hops.Length - 1; i >= 0 && IsTrusted(address); i--)
        {
            if (!IPEndPoint.TryParse(hops[i], out var hop))
            {
                return address;
            }

            address = Plain(hop.Address);
        }

        return address;
    }

    private bool IsTrusted(IPAddress address)
    {
        foreach (var network in trusted)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
