using System.Text;

namespace Tollgate.Security.Tests;

/// <summary>Scans texts in tests.</summary>
internal static class Scanning
{
    public static SecurityScanner All { get; } = new();

    public static SecurityScanner Secrets { get; } = new(Detectors.Secrets);

    public static SecurityScanner Personal { get; } = new(Detectors.Personal);

    public static List<Finding> Scan(this SecurityScanner scanner, string text, Source source = Source.User)
    {
        var findings = default(Findings);
        scanner.Scan(Encoding.UTF8.GetBytes(text), source, ref findings);
        return [.. findings.Items];
    }

    public static string Of(this Finding finding, string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text).AsSpan(finding.Start, finding.Length));
}
