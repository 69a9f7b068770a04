using System.Data.Common;
using Tollgate.Core;

namespace Tollgate.Ledger;

/// <summary>One statement that runs for many rows: prepared once, its parameters set by place.</summary>
internal sealed class BatchStatement : IDisposable
{
    // Most counts are 0, and a parameter takes an object: this box serves them all.
    private static readonly object Zero = 0L;

    private readonly DbCommand _command;
    private readonly DbParameter[] _parameters;
    private int _next;

    /// <param name="connection">Where it runs.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="names">Its parameters without the @, in the order in which a row sets them.</param>
    public BatchStatement(DbConnection connection, string sql, ReadOnlySpan<string> names)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        _parameters = new DbParameter[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = "@" + names[i];
            _command.Parameters.Add(parameter);
            _parameters[i] = parameter;
        }
    }

    /// <summary>Sets the next parameter.</summary>
    public BatchStatement With(long value) => Set(value == 0 ? Zero : value);

    /// <inheritdoc cref="With(long)"/>
    public BatchStatement With(string? value) => Set(value);

    /// <inheritdoc cref="With(long)"/>
    public BatchStatement With(byte[]? value) => Set(value);

    /// <inheritdoc cref="With(long)"/>
    public BatchStatement With(Guid value) => Set(value.ToBytes());

    /// <summary>Sets the next parameter; an empty id is null.</summary>
    public BatchStatement WithOptional(Guid value) => Set(value == Guid.Empty ? null : value.ToBytes());

    /// <inheritdoc cref="With(long)"/>
    public BatchStatement With(Money value) => With(value.Nanos);

    /// <inheritdoc cref="With(long)"/>
    public BatchStatement With(DateTimeOffset value) => With(value.ToUnixMicros());

    /// <inheritdoc cref="With(long)"/>
    public BatchStatement With(TimeSpan? value) => Set(value is { } span ? span.Ticks / TimeSpan.TicksPerMicrosecond : null);

    /// <summary>Runs the statement for the row; the number of rows that changed.</summary>
    public async Task<int> RunAsync(DbTransaction transaction, CancellationToken ct)
    {
        _command.Transaction = transaction;
        _next = 0;
        return await _command.ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc/>
    public void Dispose() => _command.Dispose();

    private BatchStatement Set(object? value)
    {
        _parameters[_next++].Value = value ?? DBNull.Value;
        return this;
    }
}
