using System.Globalization;

namespace Tollgate.Ledger.Journals;

/// <summary>`data/journal/NNNNNNNN.journal` on a real disk.</summary>
internal sealed class DiskJournalFolder(string path) : IJournalFolder
{
    private const string Extension = ".journal";
    private const string Aside = ".quarantined";

    public IReadOnlyList<long> List() => Files(Extension)
        .Select(file => long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .Where(number => number > 0)
        .Order()
        .ToList();

    public IReadOnlyList<string> ListQuarantined() =>
        Files(Aside).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal).ToList();

    public IJournalFile Create(long number, long bytes)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new DiskJournalFile(File.OpenHandle(PathOf(number), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.None, bytes));
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }

    public IJournalFile Open(long number, bool canWrite) => new DiskJournalFile(File.OpenHandle(
        PathOf(number), FileMode.Open, canWrite ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    public void Delete(long number)
    {
        try
        {
            File.Delete(PathOf(number));
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }

    public void Quarantine(long number) => File.Move(PathOf(number), PathOf(number) + Aside, overwrite: true);

    private IEnumerable<string> Files(string extension) => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*" + extension) : [];

    private string PathOf(long number) => Path.Combine(path, number.ToString("D8", CultureInfo.InvariantCulture) + Extension);
}
