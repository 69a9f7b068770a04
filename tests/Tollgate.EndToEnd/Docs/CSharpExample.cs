using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tollgate.EndToEnd.Docs;

/// <summary>A C# example, compiled as the program of a new console project and run in this process.</summary>
internal static class CSharpExample
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    // Assemblies that are loaded at once bear different names.
    private static int _count;

    /// <summary>Runs it, and gives back what it printed.</summary>
    public static async Task<string> RunAsync(string text, string key)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create(
            $"example-{Interlocked.Increment(ref _count)}", [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(text)], references, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using var image = new MemoryStream();
        var built = compilation.Emit(image);
        Assert.True(built.Success, string.Join('\n', built.Diagnostics));
        image.Position = 0;
        var entry = AssemblyLoadContext.Default.LoadFromStream(image).EntryPoint!;
        using var printed = new StringWriter();
        var before = Console.Out;
        Environment.SetEnvironmentVariable("AGENT_KEY", key);
        Console.SetOut(printed);
        try
        {
            // The entry point waits for the program's asynchronous end by itself.
            entry.Invoke(null, [Array.Empty<string>()]);
            await printed.FlushAsync();
        }
        finally
        {
            Console.SetOut(before);
            Environment.SetEnvironmentVariable("AGENT_KEY", null);
        }

        return printed.ToString();
    }
}
