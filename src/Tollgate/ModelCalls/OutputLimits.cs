using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.ModelCalls;

/// <summary>Which field carries an explicit output limit: the client's own, else what the catalogue says of the model, else of the surface.</summary>
internal static class OutputLimits
{
    /// <summary>The field.</summary>
    public static OutputLimitField Field(AdmittedCall call, Attempt attempt)
    {
        var asked = call.Request.Facts.LimitField;
        if (asked != OutputLimitField.None)
        {
            return asked;
        }

        var surface = call.Request.Route.Surface;
        var ofModel = surface == Surface.ChatCompletions ? Parse(attempt.Model.Traits.LimitField) : OutputLimitField.None;
        if (ofModel != OutputLimitField.None)
        {
            return ofModel;
        }

        var ofSurface = attempt.Deployment.Catalogue.Find(surface)?.OutputLimit ?? OutputLimitField.None;
        return ofSurface == OutputLimitField.None ? OutputLimitField.MaxTokens : ofSurface;
    }

    private static OutputLimitField Parse(string? name) => name switch
    {
        "max_tokens" => OutputLimitField.MaxTokens,
        "max_completion_tokens" => OutputLimitField.MaxCompletionTokens,
        _ => OutputLimitField.None,
    };
}
