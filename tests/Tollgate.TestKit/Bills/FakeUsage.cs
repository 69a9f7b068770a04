namespace Tollgate.TestKit.Bills;

/// <summary>What one call really used, as the fake provider counts it. No number contains another.</summary>
public readonly record struct FakeUsage
{
    /// <summary>Text tokens read at the full rate.</summary>
    public long Input { get; init; }

    /// <summary>Tokens read from the prompt cache.</summary>
    public long CacheRead { get; init; }

    /// <summary>Tokens written to the prompt cache for five minutes.</summary>
    public long CacheWrite { get; init; }

    /// <summary>Tokens written to the prompt cache for an hour.</summary>
    public long CacheWriteHour { get; init; }

    /// <summary>Audio tokens read.</summary>
    public long InputAudio { get; init; }

    /// <summary>Image tokens read, where the provider reports them apart.</summary>
    public long InputImage { get; init; }

    /// <summary>Tokens that server tools put into the prompt (Gemini).</summary>
    public long ToolPrompt { get; init; }

    /// <summary>Text tokens written.</summary>
    public long Output { get; init; }

    /// <summary>Reasoning tokens.</summary>
    public long Reasoning { get; init; }

    /// <summary>Audio tokens written.</summary>
    public long OutputAudio { get; init; }

    /// <summary>Web searches made.</summary>
    public long Searches { get; init; }

    /// <summary>Everything read.</summary>
    public long TotalInput => Input + CacheRead + CacheWrite + CacheWriteHour + InputAudio + InputImage + ToolPrompt;

    /// <summary>Everything written.</summary>
    public long TotalOutput => Output + Reasoning + OutputAudio;
}
