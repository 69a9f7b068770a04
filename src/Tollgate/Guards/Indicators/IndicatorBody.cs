using Tollgate.Guards.Items;
using Tollgate.Security;

namespace Tollgate.Guards.Indicators;

/// <summary>The body of POST /api/guards/indicators. Members can be set, so that what is left out keeps its default.</summary>
internal sealed record IndicatorBody : IItemBody
{
    /// <summary>The list's name, which findings show.</summary>
    public string? Name { get; set; }

    /// <summary>A STIX bundle, or a name of a host, an address, a page or a hash in each line.</summary>
    public string? Text { get; set; }

    /// <summary>How grave a sight of one is; high when left out.</summary>
    public Severity Severity { get; set; } = Severity.High;
}
