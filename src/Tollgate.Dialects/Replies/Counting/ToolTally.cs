using System.Runtime.CompilerServices;
using Tollgate.Core;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>Provider-run tool calls among the output items of a Responses reply.</summary>
internal struct ToolTally
{
    private const int MaxContainers = 16;

    private Hashes _containers;
    private int _containerCount;

    /// <summary>Web searches.</summary>
    public long WebSearches { get; private set; }

    /// <summary>File searches.</summary>
    public long FileSearches { get; private set; }

    /// <summary>Code containers; a container that several calls share is one.</summary>
    public long CodeSessions { get; private set; }

    /// <summary>Images made.</summary>
    public long Images { get; private set; }

    /// <summary>Counts one output item.</summary>
    public void Add(in ToolItem item, bool isSearchPerCall)
    {
        switch (item.Kind)
        {
            case ToolKind.WebSearch:
                WebSearches += item.IsFreeAction ? 0 : isSearchPerCall ? 1 : Math.Max(1, item.Queries);
                break;
            case ToolKind.FileSearch:
                FileSearches++;
                break;
            case ToolKind.Image:
                Images++;
                break;
            case ToolKind.Code:
                AddContainer(item.Container);
                break;
            default:
                break;
        }
    }

    /// <summary>The larger count of two tallies of the same reply.</summary>
    public static void Write(in ToolTally one, in ToolTally other, ref TokenUsage usage)
    {
        usage[Unit.WebSearch] += Math.Max(one.WebSearches, other.WebSearches);
        usage[Unit.FileSearch] += Math.Max(one.FileSearches, other.FileSearches);
        usage[Unit.CodeSession] += Math.Max(one.CodeSessions, other.CodeSessions);
        usage[Unit.Image] += Math.Max(one.Images, other.Images);
    }

    private void AddContainer(ulong hash)
    {
        for (var i = 0; hash != 0 && i < _containerCount; i++)
        {
            if (_containers[i] == hash)
            {
                return;
            }
        }

        if (hash != 0 && _containerCount < MaxContainers)
        {
            _containers[_containerCount++] = hash;
        }

        CodeSessions++;
    }

    [InlineArray(MaxContainers)]
    private struct Hashes
    {
        private ulong _first;
    }
}
