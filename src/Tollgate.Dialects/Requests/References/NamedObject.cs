namespace Tollgate.Dialects.Requests.References;

/// <summary>A provider object that a request names.</summary>
/// <param name="Field">The field that names it, as the client spelled it.</param>
/// <param name="Id">Its id.</param>
public readonly record struct NamedObject(string Field, string Id);
