namespace Tollgate.Security.Sql;

/// <summary>What is known of names, from the innermost function outwards.</summary>
internal sealed class SqlScopes
{
    private readonly List<SqlScope> _scopes = [new SqlScope(-1, 0)];

    /// <summary>How deep the block being read lies in others.</summary>
    public int Depth { get; set; }

    /// <summary>The innermost function.</summary>
    private SqlScope Last => _scopes[^1];

    /// <summary>A function begins.</summary>
    public void Open(int indent) => _scopes.Add(new SqlScope(indent, Depth));

    /// <summary>The innermost function ends.</summary>
    public void Close() => _scopes.RemoveAt(_scopes.Count - 1);

    /// <summary>A line of that indent: functions end whose block does not hold it.</summary>
    public void Indent(int indent)
    {
        while (_scopes.Count > 1 && Last.Indent >= indent)
        {
            Close();
        }

        Last.Body = Last.Body < 0 ? indent : Last.Body;
        Depth = Last.Depth + (indent > Last.Body ? 1 : 0);
    }

    /// <summary>What is known of the name; null when nothing is.</summary>
    public SqlValue? Find(string name)
    {
        for (var index = _scopes.Count - 1; index >= 0; index--)
        {
            if (_scopes[index].Names.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The name has that value; inside a condition it may have the one it had.</summary>
    public void Set(string name, SqlValue value) =>
        Last.Names[name] = Depth > Last.Depth && Last.Names.TryGetValue(name, out var known) ? known.Or(value) : value;

    /// <summary>What the name holds grew, in whatever function it stands; inside a condition it may not have.</summary>
    public void Grow(string name, SqlValue value)
    {
        var index = _scopes.Count - 1;
        while (index > 0 && !_scopes[index].Names.ContainsKey(name))
        {
            index--;
        }

        var names = _scopes[index].Names;
        names[name] = names.TryGetValue(name, out var known) && Depth > _scopes[index].Depth ? known.Or(value) : value;
    }

    /// <summary>The name has that value whatever it had.</summary>
    public void Declare(string name, SqlValue value) => Last.Names[name] = value;
}
