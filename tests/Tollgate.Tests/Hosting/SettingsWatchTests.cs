using Microsoft.Extensions.Logging;
using Tollgate.Hosting;
using Tollgate.Hosting.Settings;
using Tollgate.TestKit;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Tests.Hosting;

/// <summary>A change of the settings file is never silent.</summary>
public sealed class SettingsWatchTests : IDisposable
{
    private readonly HeldClock _clock = new();
    private readonly SettingsReader _reader = new(ProviderCatalogue.Load(), name => name == "SECRET" ? "hidden" : null);
    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-watch-").FullName;
    private readonly Lines _log = [];

    private string FilePath => Path.Combine(_folder, "tollgate.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AWrongChange_IsOneLineWithItsPlace_AndStandsInTheHealthUntilItIsMended()
    {
        await using var file = Open("budgets: { hold_wait: 1s }\n");
        var watch = new SettingsWatch(file, _log);

        Change("data: ./data\nbudgets: { hold_wait: 99s, what: 1 }\n");
        var whileWrong = watch.Sentence;
        Change("budgets: { hold_wait: 1s }\n");

        Assert.StartsWith("fault: line 2: budgets.", whileWrong, StringComparison.Ordinal);
        Assert.EndsWith("(and 1 more: `tollgate config check` lists them) The running settings stay.", whileWrong, StringComparison.Ordinal);
        Assert.Equal($"Error: The settings file cannot be used: {whileWrong}", _log[0]);
        Assert.Null(watch.Sentence);
    }

    [Fact]
    public async Task AGoodChange_SaysWhatIsInForceAndWhatWaitsForARestart_ByNameOnly()
    {
        await using var file = Open("budgets: { hold_wait: 1s }\nproviders: { openai: { api_key: sk-one, proxy: http://a:1 } }\n");
        _ = new SettingsWatch(file, _log);

        Change("budgets: { hold_wait: 2s }\nproviders: { openai: { api_key: '${SECRET}', proxy: http://a:1 } }\n");
        Change("# only words\nbudgets: { hold_wait: 2s }\nproviders: { openai: { api_key: '${SECRET}', proxy: http://a:1 } }\n");

        Assert.Equal(
            ["Information: The settings file was read again; in force now: providers.openai.api_key; in force after a restart: budgets.hold_wait.", "Information: The settings file was read again; no setting changed."],
            _log);
    }

    [Fact]
    public async Task AWarning_IsSaidToo()
    {
        await using var file = Open("budgets: { hold_wait: 1s }\n");
        _ = new SettingsWatch(file, _log);

        Change("providers: { openai: { api_key: '${NOT_SET}' } }\n");

        Assert.Contains(_log, line => line.StartsWith("Warning: The settings file: warning: line 1: providers.openai", StringComparison.Ordinal));
    }

    private SettingsFile Open(string text)
    {
        File.WriteAllText(FilePath, text);
        return SettingsFile.Open(_reader, FilePath, _clock).File!;
    }

    private void Change(string text)
    {
        File.WriteAllText(FilePath, text);
        _clock.Advance(SettingsFile.LookEvery);
    }

    private sealed class Lines : List<string>, ILogger<SettingsWatch>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add($"{logLevel}: {formatter(state, exception)}");
    }
}
