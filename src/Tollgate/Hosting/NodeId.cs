using Tollgate.Core;

namespace Tollgate.Hosting;

/// <summary>The id of this data folder: it lives in a file beside the database (CONTRACT 8).</summary>
internal static class NodeId
{
    /// <summary>The file's name.</summary>
    public const string FileName = "node.id";

    /// <summary>Reads the id, or makes one.</summary>
    public static Guid Ensure(string folder, TimeProvider time)
    {
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path) && Guid.TryParse(File.ReadAllText(path).Trim(), out var known))
        {
            return known;
        }

        var made = Ids.New(time);
        File.WriteAllText(path, made.ToString());
        return made;
    }
}
