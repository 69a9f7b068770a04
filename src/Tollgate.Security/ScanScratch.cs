using Tollgate.Security.Unfolding;

namespace Tollgate.Security;

/// <summary>The memory of one scan at a time, kept for the next.</summary>
internal sealed class ScanScratch
{
    /// <summary>How often a text is unfolded: three nestings of escapes, and one more to see the last.</summary>
    public const int MostPasses = 4;

    /// <summary>How deep blobs are decoded inside blobs.</summary>
    public const int MostDepth = 3;

    private readonly TextView[] _views = new TextView[(MostDepth + 1) * (MostPasses + 1)];

    /// <summary>Words of the text that the injection detector reads.</summary>
    public Injection.WordList Words { get; } = new();

    /// <summary>The view of an unfolding pass at a depth.</summary>
    public TextView Pass(int depth, int pass) => View((depth * (MostPasses + 1)) + pass);

    /// <summary>The view of the blobs that were found at a depth.</summary>
    public TextView Blobs(int depth) => View((depth * (MostPasses + 1)) + MostPasses);

    private TextView View(int index) => _views[index] ??= new TextView();
}
