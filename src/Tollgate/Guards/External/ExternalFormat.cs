namespace Tollgate.Guards.External;

/// <summary>How an external guard is asked.</summary>
internal enum ExternalFormat : byte
{
    /// <summary>As OpenAI's moderations: `{"input":[…]}`, `results` with `flagged` and `category_scores`.</summary>
    OpenaiModeration,
    /// <summary>As Presidio's analyser: `{"text":…,"language":…}`, a list of entities with their places and scores.</summary>
    Presidio,
}
