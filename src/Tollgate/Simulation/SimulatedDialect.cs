namespace Tollgate.Simulation;

/// <summary>What the simulated provider can speak.</summary>
internal enum SimulatedDialect : byte
{
    /// <summary>OpenAI Chat.</summary>
    Chat,
    /// <summary>OpenAI Responses.</summary>
    Responses,
    /// <summary>Anthropic Messages.</summary>
    Messages,
    /// <summary>Gemini generateContent.</summary>
    Gemini,
}
