namespace Tollgate.Callers.Templates;

/// <summary>Which members use a template, as it is written in the database.</summary>
internal static class TemplateWords
{
    /// <summary>The word.</summary>
    public static string Write(TemplateHolders holders) => holders switch
    {
        TemplateHolders.Agent => "agent",
        TemplateHolders.Any => "any",
        _ => "user",
    };

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TemplateHolders Read(string word) => word switch
    {
        "agent" => TemplateHolders.Agent,
        "any" => TemplateHolders.Any,
        _ => TemplateHolders.User,
    };
}
