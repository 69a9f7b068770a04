using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tollgate.Storage;

namespace Tollgate.Analytics.Rollups;

/// <summary>One combination of what usage is kept by. Values are text here, ids and status too; what a detail leaves out is null.</summary>
internal sealed class UsageGroup : IEquatable<UsageGroup>
{
    /// <summary>The columns in the database, in the order of <see cref="GroupColumn"/>.</summary>
    public static readonly string[] Columns =
    [
        "organization_id", "team_id", "team_name", "principal_id", "principal_name", "key_id", "key_name", "agent", "session", "provider", "model",
        "deployment", "route", "status", "result", "tags",
    ];

    private const int FingerprintBytes = 16;

    private readonly string?[] _values = new string?[Columns.Length];

    /// <summary>The value of a column.</summary>
    public string? this[GroupColumn column]
    {
        get => _values[(int)column];
        init => _values[(int)column] = value;
    }

    /// <summary>Reads columns that stand one after the other in a row.</summary>
    public static UsageGroup Read(DbDataReader row, int first, IReadOnlyList<GroupColumn> columns)
    {
        var group = new UsageGroup();
        for (var i = 0; i < columns.Count; i++)
        {
            group._values[(int)columns[i]] = Text(row, first + i, columns[i]);
        }

        return group;
    }

    /// <summary>What a detail keeps of this group.</summary>
    public UsageGroup At(RollupDetail detail)
    {
        if (detail == RollupDetail.Full)
        {
            return this;
        }

        var less = new UsageGroup();
        if (detail == RollupDetail.Plain)
        {
            _values.CopyTo(less._values, 0);
            less._values[(int)GroupColumn.Session] = null;
            less._values[(int)GroupColumn.Tags] = null;
        }

        less._values[(int)GroupColumn.Organization] = _values[(int)GroupColumn.Organization];
        return less;
    }

    /// <summary>The same group, its money spent elsewhere.</summary>
    public UsageGroup SpentAt(string provider, string model, string deployment)
    {
        var elsewhere = new UsageGroup();
        _values.CopyTo(elsewhere._values, 0);
        elsewhere._values[(int)GroupColumn.Provider] = provider;
        elsewhere._values[(int)GroupColumn.Model] = model;
        elsewhere._values[(int)GroupColumn.Deployment] = deployment;
        return elsewhere;
    }

    /// <summary>The value of a column in its database form.</summary>
    public object? Stored(GroupColumn column) => (_values[(int)column], column) switch
    {
        (null, _) => null,
        ({ } text, GroupColumn.Status) => long.Parse(text, CultureInfo.InvariantCulture),
        ({ } text, _) when IsId(column) => Guid.Parse(text),
        ({ } text, _) => text,
    };

    /// <summary>Tells groups apart: the first bytes of a hash over all values.</summary>
    public byte[] Fingerprint(RollupDetail detail)
    {
        var text = new StringBuilder().Append((int)detail);
        foreach (var value in _values)
        {
            _ = value is null ? text.Append('-') : text.Append(value.Length).Append(':').Append(value);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..FingerprintBytes];
    }

    /// <inheritdoc/>
    public bool Equals(UsageGroup? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UsageGroup);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether a column holds an id.</summary>
    public static bool IsId(GroupColumn column) => column is GroupColumn.Organization or GroupColumn.Team or GroupColumn.Principal or GroupColumn.Key;

    private static string? Text(DbDataReader row, int at, GroupColumn column)
    {
        if (row.IsDBNull(at))
        {
            return null;
        }

        if (column == GroupColumn.Status)
        {
            return row.GetInt64(at).ToString(CultureInfo.InvariantCulture);
        }

        return IsId(column) ? row.GetId(at).ToString() : row.GetString(at);
    }
}
