namespace Tollgate.Dialects.Requests;

/// <summary>What a request asks the model to make besides text.</summary>
[Flags]
public enum OutputModalities : byte
{
    /// <summary>Text only.</summary>
    Text = 0,
    /// <summary>Speech.</summary>
    Audio = 1,
    /// <summary>Images.</summary>
    Image = 2,
    /// <summary>A modality that the reader does not know.</summary>
    Unknown = 4,
}
