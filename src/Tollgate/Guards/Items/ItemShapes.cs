using System.Text.Json.Serialization.Metadata;
using Tollgate.Api;

namespace Tollgate.Guards.Items;

/// <summary>The JSON shapes of a kind of item.</summary>
/// <param name="Body">What it is made from.</param>
/// <param name="Reply">What is shown of it.</param>
/// <param name="Page">A list of them.</param>
internal sealed record ItemShapes<TBody, TReply>(JsonTypeInfo<TBody> Body, JsonTypeInfo<TReply> Reply, JsonTypeInfo<Page<TReply>> Page);
