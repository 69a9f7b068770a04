using Tollgate.Guards.Items;
using Tollgate.Guards.Policies;
using Tollgate.Security;

namespace Tollgate.Guards.External;

/// <summary>The body of POST /api/guards/external: whom to ask, about what, and what becomes of a call when he does not answer. Members can be set, so that what is left out keeps its default.</summary>
internal sealed record ExternalBody : IItemBody
{
    /// <summary>Its name, which findings show.</summary>
    public string? Name { get; set; }

    /// <summary>Where it is asked: http or https.</summary>
    public string? Url { get; set; }

    /// <summary>How it is asked.</summary>
    public ExternalFormat Format { get; set; }

    /// <summary>The value of the `Authorization` header it is sent; sealed when kept, and never shown.</summary>
    public string? Authorization { get; set; }

    /// <summary>Whether requests are shown to it; true when left out.</summary>
    public bool Requests { get; set; } = true;

    /// <summary>Whether whole answers are shown to it; false when left out. Streams are not.</summary>
    public bool Answers { get; set; }

    /// <summary>Whose texts it is shown; empty for all.</summary>
    public IReadOnlyList<Source> Sources { get; set; } = [];

    /// <summary>Which categories or entities count; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; set; } = [];

    /// <summary>From which score on they count; 0.5 when left out.</summary>
    public double Threshold { get; set; } = 0.5;

    /// <summary>The language that is named to Presidio; en when left out.</summary>
    public string Language { get; set; } = "en";

    /// <summary>How long it may take, in milliseconds; 500 when left out.</summary>
    public int DeadlineMs { get; set; } = 500;

    /// <summary>What becomes of a call that it did not judge; allow when left out.</summary>
    public GuardFailure OnFailure { get; set; }

    /// <summary>How far the guards go for what it finds; without it what holds for the threat external_guard.</summary>
    public GuardLevel? Level { get; set; }

    /// <summary>What is done when they enforce; block when left out.</summary>
    public GuardAction? Action { get; set; }
}
