using System.Data.Common;

namespace Tollgate.Storage;

/// <summary>Makes commands on an open connection in one word.</summary>
public static class ConnectionCommands
{
    /// <summary>A command with its statement; it belongs to the transaction that runs on the connection.</summary>
    public static DbCommand CreateCommand(this DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
