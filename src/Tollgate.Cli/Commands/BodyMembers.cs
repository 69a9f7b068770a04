using System.Text.Json.Nodes;

namespace Tollgate.Cli.Commands;

/// <summary>Members of a body that are sent only where the words say something.</summary>
internal static class BodyMembers
{
    /// <summary>Puts a value that is there into a body.</summary>
    public static void Put(this JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }

    /// <summary>Puts a list that holds anything into a body.</summary>
    public static void PutList(this JsonObject body, string name, IEnumerable<JsonNode?> items)
    {
        var list = new JsonArray([.. items]);
        if (list.Count > 0)
        {
            body[name] = list;
        }
    }
}
