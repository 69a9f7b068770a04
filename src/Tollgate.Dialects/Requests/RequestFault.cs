namespace Tollgate.Dialects.Requests;

/// <summary>Why a body cannot be read, or could be read in two ways (CONTRACT 4). Each one is a 400 before any upstream byte.</summary>
public enum RequestFault : byte
{
    /// <summary>Nothing is wrong.</summary>
    None,
    /// <summary>The bytes are not JSON, or end too early.</summary>
    NotJson,
    /// <summary>The body is JSON, but not an object.</summary>
    NotAnObject,
    /// <summary>A key that the gateway reads stands twice in one object; escaped spellings and both Gemini spellings count as equal.</summary>
    RepeatedKey,
    /// <summary>A byte order mark, UTF-16, UTF-32, or bytes that are not UTF-8.</summary>
    WrongEncoding,
    /// <summary>Something follows the object.</summary>
    TrailingData,
    /// <summary>More than 64 levels.</summary>
    TooDeep,
    /// <summary>A field that the gateway reads has a value of another type than its provider documents.</summary>
    WrongType,
    /// <summary>The surface needs a model name in the body.</summary>
    MissingModel,
    /// <summary>The body names two different models for one call.</summary>
    ConflictingModels,
    /// <summary>A field has a value beyond what any provider takes, and beyond what a bound counts.</summary>
    OutOfRange,
}
