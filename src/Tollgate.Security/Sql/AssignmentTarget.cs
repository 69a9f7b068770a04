namespace Tollgate.Security.Sql;

/// <summary>What stands before the sign of an assignment.</summary>
internal sealed class AssignmentTarget
{
    /// <summary>Reads it.</summary>
    public AssignmentTarget(SourceText source, int from, int at)
    {
        var typed = source.Find(from, at, ":"u8);
        var end = typed > from ? typed : at;
        for (var token = from; token < end; token = source.Next(token, end))
        {
            if (source.Kind(token) == TokenKind.Word && (token + 1 >= end || source.IsSign(token + 1, ","u8)))
            {
                Take(source, from, token);
            }
        }

        Type = typed > from && typed + 1 < at ? source.Written(typed + 1) : Type;
    }

    /// <summary>Every name that gets a value, with the object it is a member of.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The last name alone.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>The last name with its object.</summary>
    public string Key { get; private set; } = string.Empty;

    /// <summary>The declared type; empty for none.</summary>
    public string Type { get; private set; } = string.Empty;

    /// <summary>Whether it is a member of an object.</summary>
    public bool IsMember => Key.Length > Name.Length;

    /// <summary>Whether its type holds nothing that SQL could hide in.</summary>
    public bool HoldsNumber => SqlNames.IsNumber(Type);

    private void Take(SourceText source, int from, int token)
    {
        Name = source.Written(token);
        var isMember = token - 2 >= from && source.IsSign(token - 1, "."u8) && source.Kind(token - 2) == TokenKind.Word;
        Key = isMember ? $"{source.Written(token - 2)}.{Name}" : Name;
        Type = token - 1 >= from && source.Kind(token - 1) == TokenKind.Word ? source.Written(token - 1) : Type;
        Names.Add(Key);
    }
}
