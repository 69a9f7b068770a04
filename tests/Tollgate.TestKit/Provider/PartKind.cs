namespace Tollgate.TestKit.Provider;

/// <summary>What a prompt part holds.</summary>
public enum PartKind : byte
{
    /// <summary>Text, or JSON that is counted as text.</summary>
    Text,
    /// <summary>An image inside the body.</summary>
    Image,
    /// <summary>Audio inside the body.</summary>
    Audio,
    /// <summary>A reference to bytes that are elsewhere.</summary>
    Reference,
}
