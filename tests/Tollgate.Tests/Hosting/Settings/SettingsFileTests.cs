using Tollgate.Hosting.Settings;
using Tollgate.TestKit;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Tests.Hosting.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly HeldClock _clock = new();
    private readonly SettingsReader _reader = new(ProviderCatalogue.Load(), _ => null);
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-settings-").FullName;

    private string FilePath => Path.Combine(_folder, "tollgate.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AChangedFile_IsInForceWithinASecond()
    {
        File.WriteAllText(FilePath, "budgets: { hold_wait: 1s }");
        var (file, _) = SettingsFile.Open(_reader, FilePath, _clock);
        await using var open = file!;
        var seen = new List<TimeSpan>();
        open.Changed += settings => seen.Add(settings.Budgets.HoldWait);

        File.WriteAllText(FilePath, "budgets: { hold_wait: 3s }");
        _clock.Advance(SettingsFile.LookEvery);

        Assert.Equal([TimeSpan.FromSeconds(3)], seen);
        Assert.Equal(TimeSpan.FromSeconds(3), open.Current.Budgets.HoldWait);
    }

    [Theory]
    [InlineData("budgets: { hold_wait: 99s }")]
    [InlineData("not yaml: [")]
    [InlineData(null)]
    public async Task AWrongChange_ChangesNothing_AndIsReported(string? text)
    {
        File.WriteAllText(FilePath, "budgets: { hold_wait: 1s }");
        var (file, _) = SettingsFile.Open(_reader, FilePath, _clock);
        await using var open = file!;
        var reports = new List<SettingsReport>();
        open.Changed += _ => Assert.Fail("Wrong settings came into force.");
        open.Looked += reports.Add;

        if (text is null)
        {
            File.Delete(FilePath);
        }
        else
        {
            File.WriteAllText(FilePath, text);
        }

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(1), open.Current.Budgets.HoldWait);
        Assert.False(Assert.Single(reports).IsUsable);
        Assert.False(open.LastReport.IsUsable);
    }

    [Fact]
    public async Task AnUntouchedFile_ChangesNothing()
    {
        File.WriteAllText(FilePath, "budgets: { hold_wait: 1s }");
        var (file, _) = SettingsFile.Open(_reader, FilePath, _clock);
        await using var open = file!;
        open.Looked += _ => Assert.Fail("Nothing changed.");

        File.SetLastWriteTimeUtc(FilePath, DateTime.UnixEpoch);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.False(open.Reload());
    }

    [Fact]
    public void AMissingFile_IsAFault_ThatNamesIt()
    {
        var (file, report) = SettingsFile.Open(_reader, FilePath, _clock);

        Assert.Null(file);
        Assert.Contains("tollgate.yaml", Assert.Single(report.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNotText_IsAFault()
    {
        File.WriteAllBytes(FilePath, [0xff, 0xfe, 0x6c, 0x00]);

        Assert.Contains("UTF-8", Assert.Single(SettingsFile.Check(_reader, FilePath).Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAFile_TheDefaultsHold() => Assert.True(SettingsFile.Check(_reader, null).IsUsable);
}
