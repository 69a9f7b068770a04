using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.ModelCalls;

/// <summary>What a path on the line asks for.</summary>
internal enum LineAction : byte
{
    /// <summary>A model call on a known surface.</summary>
    Call,
    /// <summary>The list of models the key may call.</summary>
    ListModels,
    /// <summary>One model.</summary>
    ShowModel,
    /// <summary>A provider's own route, judged by its catalogue row.</summary>
    PassThrough,
}

/// <summary>A path on the line, read once.</summary>
internal readonly record struct LineRoute(LineAction Action, Surface Surface, Dialect Dialect)
{
    /// <summary>The provider named by the first segment; null when the model decides.</summary>
    public string? Provider { get; init; }

    /// <summary>The model named by the path (Gemini, Azure deployments, one model); null when the body names it.</summary>
    public string? Model { get; init; }

    /// <summary>Whether the verb itself asks for a stream (Gemini).</summary>
    public bool Streams { get; init; }

    /// <summary>The version segment as the client wrote it: "v1", "v1beta" or empty.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>The path after the provider segment, with its leading slash: what a pass-through sends on.</summary>
    public string Rest { get; init; } = string.Empty;

    /// <summary>The method that this path takes, where the request has another one; null elsewhere.</summary>
    public string? Allow { get; init; }

    /// <summary>The name of the route in key rights, request rows and metrics, for example "chat_completions".</summary>
    public string Name => Action switch
    {
        LineAction.ListModels or LineAction.ShowModel => "models",
        _ => RouteRights.Names[(int)Surface],
    };
}
