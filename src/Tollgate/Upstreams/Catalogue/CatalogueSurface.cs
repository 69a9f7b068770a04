using Tollgate.Core;
using Tollgate.Dialects.Replies;
using Tollgate.Dialects.Requests;

namespace Tollgate.Upstreams.Catalogue;

/// <summary>How a provider serves one surface.</summary>
/// <param name="Surface">The surface.</param>
/// <param name="Path">The path under the base address; "{model}" and "{version}" are filled in per call.</param>
/// <param name="StreamPath">The path of the streamed form, when it is another one.</param>
/// <param name="Auth">How the key travels on this surface.</param>
/// <param name="OutputLimit">The field that carries an explicit output limit.</param>
/// <param name="Containment">What its usage report means where it differs from what the surface usually means.</param>
internal sealed record CatalogueSurface(Surface Surface, string Path, string? StreamPath, AuthStyle Auth, OutputLimitField OutputLimit, UsageContainment Containment);
