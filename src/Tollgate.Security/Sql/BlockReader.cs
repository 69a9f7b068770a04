namespace Tollgate.Security.Sql;

/// <summary>Reads the bodies of functions and classes that stand inside expressions.</summary>
internal sealed class BlockReader(SourceText source, SqlScopes scopes, ParameterReader parameters, Action<int, int> readStatements)
{
    /// <summary>Reads the body that the brace opens; its parameters stand in those brackets, if any (-1).</summary>
    public void ReadBody(int brackets, int brace, int to)
    {
        scopes.Open(int.MinValue);
        if (brackets >= 0)
        {
            parameters.ReadList(brackets + 1, source.Inside(brackets, brace), SqlRisk.Outside);
        }

        readStatements(brace + 1, source.Inside(brace, to));
        scopes.Close();
    }
}
