namespace Tollgate.Security;

/// <summary>The catalogue that travels inside the assembly.</summary>
internal static class Resource
{
    /// <summary>The text of a resource.</summary>
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Resource).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
