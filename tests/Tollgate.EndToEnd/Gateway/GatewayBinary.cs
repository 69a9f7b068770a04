using System.Reflection;

namespace Tollgate.EndToEnd.Gateway;

/// <summary>Where the built command line is.</summary>
internal static class GatewayBinary
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The file to run: TOLLGATE_BINARY, else the one that was built with these tests.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("TOLLGATE_BINARY")
        ?? System.IO.Path.Combine(Root, "src/Tollgate.Cli/bin", Configuration, "net10.0/Tollgate.Cli.dll");

    private static string Configuration => typeof(GatewayBinary).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder!.FullName, "Tollgate.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
