using Tollgate.Core;

namespace Tollgate.Dialects.Requests;

/// <summary>A provider object that the body names.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id: the raw text inside the quotes.</param>
public readonly record struct ObjectReference(ProviderObjectKind Kind, Slice Id);
