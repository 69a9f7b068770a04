namespace Tollgate.Storage;

/// <summary>A migration that was applied when the database was opened.</summary>
/// <param name="Number">Its place in the order.</param>
/// <param name="Name">What it is about.</param>
/// <param name="BackupPath">The verified copy made before it; null when the database was new.</param>
public sealed record AppliedMigration(int Number, string Name, string? BackupPath);
