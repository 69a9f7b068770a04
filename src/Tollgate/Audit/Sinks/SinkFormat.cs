namespace Tollgate.Audit.Sinks;

/// <summary>How a row is written for a log server.</summary>
internal enum SinkFormat
{
    /// <summary>ArcSight's Common Event Format.</summary>
    Cef,

    /// <summary>The JSON of the API.</summary>
    Json,
}
