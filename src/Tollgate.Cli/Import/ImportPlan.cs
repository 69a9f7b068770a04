using System.Text.Json.Nodes;

namespace Tollgate.Cli.Import;

/// <summary>What another gateway's settings come to here: a settings file, what is made over the API, and what is not carried over.</summary>
internal sealed class ImportPlan
{
    /// <summary>tollgate.yaml.</summary>
    public string Settings { get; set; } = "";

    /// <summary>Bodies of POST, by path, in the order in which they are sent.</summary>
    public List<(string Path, JsonObject Body)> Makes { get; } = [];

    /// <summary>What cannot be carried over, one sentence each.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>What is made at a path.</summary>
    public int Count(string path) => Makes.Count(make => make.Path == path);
}
