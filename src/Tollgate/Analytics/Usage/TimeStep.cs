using System.Text.Json.Serialization;
using Tollgate.Api;

namespace Tollgate.Analytics.Usage;

/// <summary>What time is cut into.</summary>
[JsonConverter(typeof(WordEnumConverter<TimeStep>))]
internal enum TimeStep : byte
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>Hours.</summary>
    Hour,
    /// <summary>Days of a zone's calendar.</summary>
    Day,
    /// <summary>Weeks from Monday.</summary>
    Week,
    /// <summary>Months.</summary>
    Month,
}
