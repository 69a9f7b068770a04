namespace Tollgate.Security.Leaks;

/// <summary>What a leak is called.</summary>
internal static class LeakRules
{
    private const string FixAddress = "Do not fetch or show the address; put its host on the rule's list if it is yours.";

    /// <summary>A picture whose address carries data: whoever shows the answer sends it.</summary>
    public static readonly Rule Image = new(
        "data-in-image-address", FindingKind.Exfiltration, Severity.High, "Data in the address of a picture", "A client that shows the picture sends what its address carries to a stranger, and nobody clicks.", FixAddress);

    /// <summary>An address that carries data.</summary>
    public static readonly Rule Address = new(
        "data-in-address", FindingKind.Exfiltration, Severity.High, "Data in an address", "Whoever follows the address sends what it carries to a stranger.", FixAddress);

    /// <summary>A host's name that carries data.</summary>
    public static readonly Rule Name = new(
        "data-in-host-name", FindingKind.Exfiltration, Severity.High, "Data in the name of a host", "A name is asked for before anything is fetched, and whoever answers for it reads it.", FixAddress);

    /// <summary>A lot of coded data.</summary>
    public static readonly Rule Bulk = new(
        "bulk-encoded-data", FindingKind.Exfiltration, Severity.High, "A lot of coded data", "What is coded cannot be looked through, and this much of it is a file or more.", "Send files as files; raise the rule's `bulk_bytes` if such texts are part of the work.");
}
