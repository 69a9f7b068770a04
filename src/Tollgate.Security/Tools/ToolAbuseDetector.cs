using Tollgate.Security.Matching;

namespace Tollgate.Security.Tools;

/// <summary>Finds in the arguments of tool calls what no tool should be asked for: destruction, shells for strangers, files of credentials, addresses of metadata, paths that climb out.</summary>
public sealed class ToolAbuseDetector : TextDetector
{
    private readonly TriggeredRules _rules = new(ToolCatalogue.Load());

    internal override void Scan(ReadOnlySpan<byte> text, ref ScanSink sink) => _rules.Scan(text, ref sink);
}
