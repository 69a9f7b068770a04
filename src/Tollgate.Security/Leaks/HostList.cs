namespace Tollgate.Security.Leaks;

/// <summary>Hosts that an owner trusts: a name stands for itself and everything below it.</summary>
public sealed class HostList
{
    private readonly List<byte[]> _names = [];

    /// <summary>A list; a leading `*.` says nothing more than the name without it.</summary>
    public HostList(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _names.Add(System.Text.Encoding.ASCII.GetBytes((name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name).Trim('.').ToLowerInvariant()));
        }
    }

    /// <summary>Whether nothing is trusted by name.</summary>
    public bool IsEmpty => _names.Count == 0;

    /// <summary>Whether the host is one of them.</summary>
    public bool Has(ReadOnlySpan<byte> host)
    {
        host = host.TrimEnd((byte)'.');
        foreach (var name in _names)
        {
            if (host.Length >= name.Length && System.Text.Ascii.EqualsIgnoreCase(host[^name.Length..], name) && (host.Length == name.Length || host[host.Length - name.Length - 1] == '.'))
            {
                return true;
            }
        }

        return false;
    }
}
