namespace Tollgate.Guards.Items;

/// <summary>An item that was asked for and is fine.</summary>
/// <param name="Body">What is kept of it, as JSON.</param>
/// <param name="Reply">What whoever made it is shown, once.</param>
internal sealed record ItemMade<TReply>(string Body, TReply Reply);
