using Tollgate.Hosting;
using Tollgate.Hosting.Settings;

namespace Tollgate.Cli.Commands;

/// <summary>What `serve` prints: where it listens, the admin key once, which providers it found, and the next three commands.</summary>
internal static class ServeBanner
{
    /// <summary>Prints it to standard output.</summary>
    public static async Task PrintAsync(TextWriter output, GatewayHost gateway, TollgateSettings settings, string? path)
    {
        await output.WriteLineAsync($"Tollgate {GatewayHost.Version} on {string.Join(", ", gateway.Addresses)}, data in {settings.Data}{(path is null ? string.Empty : $", settings from {path}")}");
        if (gateway.Started.NewAdminKey.Length > 0)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync($"  Admin key (shown once): {gateway.Started.NewAdminKey}");
            await output.WriteLineAsync($"  Kept in {Path.Combine(settings.Data, "admin.key")} for the command line on this machine.");
        }

        var (found, missing) = gateway.Providers();
        await output.WriteLineAsync();
        await output.WriteLineAsync(found.Count == 0 ? "  Providers: none found." : $"  Providers: {string.Join(", ", found)}");
        await output.WriteLineAsync($"  Looked for: {string.Join(", ", missing)}");
        await output.WriteLineAsync();
        await output.WriteLineAsync("  Next:");
        await output.WriteLineAsync(found.Count == 0 ? $"    {Program.Word} demo" : $"    {Program.Word} models list");
        await output.WriteLineAsync($"    {Program.Word} keys create me --budget 5/day");
        await output.WriteLineAsync($"    {Program.Word} calls --follow");
        await output.FlushAsync();
    }
}
