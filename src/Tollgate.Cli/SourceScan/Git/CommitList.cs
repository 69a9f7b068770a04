namespace Tollgate.Cli.SourceScan.Git;

/// <summary>The commits to look at, parents before children.</summary>
/// <param name="Bytes">Their names, a line each.</param>
/// <param name="Count">How many.</param>
internal sealed record CommitList(ReadOnlyMemory<byte> Bytes, int Count)
{
    /// <summary>Reads them.</summary>
    public static CommitList Read(string folder, IReadOnlyList<string> chosen)
    {
        using var git = new GitProcess(folder, ["rev-list", "--topo-order", "--reverse", .. chosen]);
        using var names = new MemoryStream();
        git.Output.CopyTo(names);
        git.End();
        var bytes = names.GetBuffer().AsMemory(0, (int)names.Length);
        return new CommitList(bytes, bytes.Span.Count((byte)'\n'));
    }
}
