using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Storage;

/// <summary>One step of the schema, from a file NNNN-name.sql.</summary>
/// <param name="Number">Its place in the order.</param>
/// <param name="Name">The file's name without the number.</param>
/// <param name="Sql">What it does.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Recognises a file that was edited after it was applied.</summary>
    public byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(Sql));

    /// <summary>The migrations of an engine that are built into this program, in order.</summary>
    public static IReadOnlyList<Migration> BuiltIn(string engine)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"{assembly.GetName().Name}.Migrations.{engine}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Read(assembly, name, name[prefix.Length..^".sql".Length]))
            .OrderBy(migration => migration.Number)];
    }

    private static Migration Read(Assembly assembly, string resource, string file)
    {
        using var text = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return new Migration(int.Parse(file.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), file[5..], text.ReadToEnd());
    }
}
