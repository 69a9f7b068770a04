namespace Tollgate.Pricing.Admin;

/// <summary>A price to set: dollars as decimal text, by unit. What is not stated is billed as its parent unit (cache_read as input).</summary>
/// <param name="PricePerMillion">Dollars per million tokens: input, cache_read, cache_write_5m, output, …</param>
/// <param name="PricePerUnit">Dollars per piece: web_search, request, image, …</param>
internal sealed record PriceBody(Dictionary<string, string>? PricePerMillion = null, Dictionary<string, string>? PricePerUnit = null);
