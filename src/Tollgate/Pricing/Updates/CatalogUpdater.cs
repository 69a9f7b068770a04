using System.Globalization;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Pricing.Updates;

/// <summary>
/// Installs catalogues. A file is read as a whole, its signature and every row of it, before anything changes; then the database, then the book
/// in force. What is refused changes nothing and is audited.
/// </summary>
internal sealed class CatalogUpdater(PriceCatalog catalog, CatalogUpdateStore store, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The version in force.</summary>
    public CatalogVersion Version => catalog.Installed?.Version ?? PriceList.BuiltInVersion;

    /// <summary>Puts what was installed in force; at start. A program that brings a newer catalogue goes before it.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        if (await store.CurrentAsync(ct) is { } file && CatalogFile.Read(file) is var installed && installed.Version > PriceList.BuiltInVersion)
        {
            catalog.Use(installed);
        }
    }

    /// <summary>Installs a file, or only says what it would change.</summary>
    public async Task<Outcome<UpdateReply>> InstallAsync(byte[] file, byte[] signature, bool isTrial, ApiCaller caller, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var read = Check(file, signature, out var list);
            if (read.IsRefused)
            {
                await store.NoteRefusedAsync(read.Refusal.Message, caller, ct);
                return read.Refusal;
            }

            var changes = PriceChanges.Between(catalog.Current.List, time.GetUtcNow(), list!, time.GetUtcNow());
            var reply = new UpdateReply(read.Value.Version.ToString(), Version.ToString(), !isTrial, changes.Count, changes);
            if (!isTrial)
            {
                var detail = string.Create(CultureInfo.InvariantCulture, $"{{\"previous\":\"{reply.Previous}\",\"changes\":{changes.Count}}}");
                await store.PutAsync(read.Value.Version, file, signature, detail, caller, ct);
                catalog.Use(read.Value);
            }

            return reply;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Goes back to the built-in catalogue; false when it is in force already.</summary>
    public async Task<bool> RestoreAsync(ApiCaller caller, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var isChanged = await store.EndAsync(caller, ct);
            catalog.Use((CatalogFile?)null);
            return isChanged;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private Outcome<CatalogFile> Check(byte[] file, byte[] signature, out PriceList? list)
    {
        list = null;
        if (catalog.Options.CatalogKey is not { } key)
        {
            return new Refusal(RefusalCode.Conflict, "No key is set whose catalogues are trusted.") { Help = "Set `catalog.public_key` in tollgate.yaml.", Rule = "catalog.public_key" };
        }

        if (!CatalogKey.Verifies(key, file, signature))
        {
            return new Refusal(RefusalCode.InvalidRequest, "The signature is not that of this file by the key of `catalog.public_key`.") { Parameter = "signature" };
        }

        try
        {
            var read = CatalogFile.Read(file);
            list = PriceList.Read(read);
            var faults = CatalogCheck.Faults(list);
            return read.Version <= Version
                ? new Refusal(RefusalCode.Conflict, $"The file's version {read.Version} is not newer than {Version}, which is in force.")
                : faults.Count > 0 ? ApiReply.Invalid("file", $"Rows of the file cannot be used: {string.Join(" ", faults)}") : read;
        }
        catch (Exception fault) when (CatalogCheck.IsBadRow(fault))
        {
            return ApiReply.Invalid("file", $"The file cannot be read: {fault.Message}");
        }
    }
}
