namespace Tollgate.Alerts.Channels;

/// <summary>Seals what must not lie open in the database; given by hosting. Each box is bound to its channel, so that rows cannot be swapped.</summary>
/// <param name="Seal">Seals a text for a channel.</param>
/// <param name="Open">Opens it again; null when it was sealed with another key, for another channel, or was changed.</param>
internal sealed record SecretBox(Func<Guid, string, byte[]> Seal, Func<Guid, byte[], string?> Open);
