using System.Text.Json;

namespace Tollgate.Analytics.Reconciling;

/// <summary>How one provider exports what was used and what it cost.</summary>
internal interface IBillFormat
{
    /// <summary>The provider.</summary>
    string Provider { get; }

    /// <summary>Whether a bucket of time is of this format.</summary>
    bool Knows(JsonElement bucket);

    /// <summary>The rows of a bucket.</summary>
    IEnumerable<BillRow> Read(JsonElement bucket);
}
