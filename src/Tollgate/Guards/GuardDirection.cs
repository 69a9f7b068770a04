namespace Tollgate.Guards;

/// <summary>Which way the bytes go that were judged.</summary>
internal enum GuardDirection : byte
{
    /// <summary>To the provider.</summary>
    Request,
    /// <summary>From the provider, as a whole.</summary>
    Response,
    /// <summary>From the provider, piece by piece.</summary>
    Stream,
}
