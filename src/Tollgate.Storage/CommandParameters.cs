using System.Data.Common;
using Tollgate.Core;

namespace Tollgate.Storage;

/// <summary>
/// Gives values to the named parameters of a command in their database form. A name that is there already gets the new value,
/// so one prepared command serves a whole batch.
/// </summary>
public static class CommandParameters
{
    /// <summary>Text, or null.</summary>
    public static DbCommand Add(this DbCommand command, string name, string? value) => Set(command, name, value);

    /// <summary>A whole number.</summary>
    public static DbCommand Add(this DbCommand command, string name, long value) => Set(command, name, value);

    /// <summary>A whole number, or null.</summary>
    public static DbCommand Add(this DbCommand command, string name, long? value) => Set(command, name, value);

    /// <summary>Bytes, or null.</summary>
    public static DbCommand Add(this DbCommand command, string name, byte[]? value) => Set(command, name, value);

    /// <summary>A claim, as 0 or 1.</summary>
    public static DbCommand Add(this DbCommand command, string name, bool value) => Set(command, name, value ? 1L : 0L);

    /// <summary>An id, as 16 big-endian bytes.</summary>
    public static DbCommand Add(this DbCommand command, string name, Guid value) => Set(command, name, value.ToBytes());

    /// <summary>An id, or null.</summary>
    public static DbCommand Add(this DbCommand command, string name, Guid? value) => Set(command, name, value?.ToBytes());

    /// <summary>Money, as nano-dollars.</summary>
    public static DbCommand Add(this DbCommand command, string name, Money value) => Set(command, name, value.Nanos);

    /// <summary>Money, or null.</summary>
    public static DbCommand Add(this DbCommand command, string name, Money? value) => Set(command, name, value?.Nanos);

    /// <summary>A time, as microseconds since 1970.</summary>
    public static DbCommand Add(this DbCommand command, string name, DateTimeOffset value) => Set(command, name, value.ToUnixMicros());

    /// <summary>A time, or null.</summary>
    public static DbCommand Add(this DbCommand command, string name, DateTimeOffset? value) => Set(command, name, value?.ToUnixMicros());

    private static DbCommand Set(DbCommand command, string name, object? value)
    {
        var at = command.Parameters.IndexOf(name);
        if (at >= 0)
        {
            command.Parameters[at].Value = value ?? DBNull.Value;
            return command;
        }

        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return command;
    }
}
