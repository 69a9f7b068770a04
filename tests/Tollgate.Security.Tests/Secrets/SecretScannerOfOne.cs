using System.Text;
using Tollgate.Security.Secrets;

namespace Tollgate.Security.Tests.Secrets;

/// <summary>The detector with some rules only.</summary>
internal sealed class SecretScannerOfOne(List<SecretRule> rules)
{
    private readonly SecretDetector _detector = new(rules);

    public List<Finding> Scan(string text)
    {
        var findings = default(Findings);
        var sink = new ScanSink(ref findings, Source.User, []);
        _detector.Scan(Encoding.UTF8.GetBytes(text), ref sink);
        return [.. findings.Items];
    }
}
