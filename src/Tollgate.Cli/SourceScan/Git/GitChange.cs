using System.Text;

namespace Tollgate.Cli.SourceScan.Git;

/// <summary>A file that a raw difference names.</summary>
/// <param name="Mode">What it is afterwards: a file, a link, a submodule.</param>
/// <param name="Blob">The name of its content afterwards.</param>
/// <param name="Status">What happened to it.</param>
internal readonly record struct GitChange(string Mode, string Blob, char Status)
{
    private const string Submodule = "160000";

    /// <summary>Whether there is content to read: submodules hold none here, and what was deleted has none left.</summary>
    public bool HasContent => Mode != Submodule && Status != 'D' && Blob.AsSpan().ContainsAnyExcept('0');

    /// <summary>Whether two sides of a merge still stand against each other.</summary>
    public bool IsUnmerged => Status == 'U';

    /// <summary>
    /// Reads `:MODE MODE BLOB BLOB STATUS`, or with as many colons, modes and blobs more as a merge has parents more; null when it is none.
    /// </summary>
    public static GitChange? Read(ReadOnlySpan<byte> raw)
    {
        var parents = raw.IndexOfAnyExcept((byte)':');
        if (parents < 1)
        {
            return null;
        }

        var words = Encoding.ASCII.GetString(raw[parents..]).Split(' ');
        return words.Length == (2 * parents) + 3 && words[^1].Length > 0 ? new GitChange(words[parents], words[^2], words[^1][^1]) : null;
    }
}
