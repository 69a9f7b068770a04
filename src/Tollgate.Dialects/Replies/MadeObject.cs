using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Replies;

/// <summary>Something that a reply made at the provider.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
public readonly record struct MadeObject(ProviderObjectKind Kind, string Id);
