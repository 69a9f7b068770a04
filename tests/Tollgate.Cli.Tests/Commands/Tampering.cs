using Tollgate.Storage;

namespace Tollgate.Cli.Tests.Commands;

/// <summary>Does to a copy of a data folder what somebody with the disk could do.</summary>
internal static class Tampering
{
    /// <summary>Runs statements.</summary>
    public static async Task RunAsync(string folder, string statements)
    {
        await using var database = await Database.OpenSqliteAsync(folder, TimeProvider.System, CancellationToken.None);
        foreach (var statement in statements.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = database.Source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }
}
