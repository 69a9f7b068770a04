namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Where a list of parts stands.</summary>
internal enum PartPlace : byte
{
    /// <summary>At the top: each element is a message or an input item.</summary>
    Messages,
    /// <summary>Inside a message or another part: each element has a type.</summary>
    Inside,
    /// <summary>The output of a call: a shell's output has no type.</summary>
    Output,
}
