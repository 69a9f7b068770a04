namespace Tollgate.Pricing.Bounds;

/// <summary>Whose prompts are compared: only those of one key and session, sent to one model of one provider.</summary>
internal readonly record struct SessionKey(Guid KeyId, string Session, string Provider, string Model);
