namespace Tollgate.Storage.Tests;

/// <summary>An empty data folder, gone when disposed.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tollgate-storage-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Opens a database with given migrations; a writer gives up on other programs quickly.</summary>
    public Task<Database> OpenAsync(params Migration[] migrations) =>
        Database.OpenSqliteAsync(Path, migrations, TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
