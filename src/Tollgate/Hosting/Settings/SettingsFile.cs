using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Hosting.Settings;

/// <summary>
/// The settings in force, and the file they came from. A change of the file is read, checked as a whole, and put in force at once;
/// wrong settings change nothing, and <see cref="LastReport"/> says why.
/// </summary>
internal sealed class SettingsFile : IAsyncDisposable
{
    /// <summary>How often the file is looked at. Looking, not watching: it works on every file system and with swapped links (Kubernetes).</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SettingsReader _reader;
    private readonly string? _path;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private volatile TollgateSettings _current;
    private volatile SettingsReport _lastReport;
    private byte[] _hash;

    private SettingsFile(SettingsReader reader, string? path, SettingsReport report, byte[] hash, TimeProvider time)
    {
        _reader = reader;
        _path = path;
        _current = report.Settings!;
        _lastReport = report;
        _hash = hash;
        _timer = time.CreateTimer(static state => ((SettingsFile)state!).Look(), this, path is null ? Timeout.InfiniteTimeSpan : LookEvery, LookEvery);
    }

    /// <summary>New settings are in force. Handlers run one after the other and must not throw.</summary>
    public event Action<TollgateSettings>? Changed;

    /// <summary>The file was changed and read; also when it is wrong.</summary>
    public event Action<SettingsReport>? Looked;

    /// <summary>The settings in force.</summary>
    public TollgateSettings Current => _current;

    /// <summary>SHA-256 of the bytes that were read last.</summary>
    public string Fingerprint => Convert.ToHexStringLower(Volatile.Read(ref _hash));

    /// <summary>What the last reading found.</summary>
    public SettingsReport LastReport => _lastReport;

    /// <summary>Reads a file once, for `config check`; a null path reads the defaults.</summary>
    public static SettingsReport Check(SettingsReader reader, string? path) => Read(reader, path).Report;

    /// <summary>Opens the settings; null with the findings when they cannot be used.</summary>
    public static (SettingsFile? File, SettingsReport Report) Open(SettingsReader reader, string? path, TimeProvider time)
    {
        var (report, hash) = Read(reader, path);
        return (report.IsUsable ? new SettingsFile(reader, path, report, hash, time) : null, report);
    }

    /// <summary>Reads the file again if its bytes changed; whether they did.</summary>
    public bool Reload()
    {
        lock (_gate)
        {
            var (report, hash) = Read(_reader, _path);
            if (hash.AsSpan().SequenceEqual(_hash))
            {
                return false;
            }

            _hash = hash;
            _lastReport = report;
            if (report.Settings is { } settings)
            {
                _current = settings;
                Changed?.Invoke(settings);
            }

            Looked?.Invoke(report);
            return true;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look() => Reload();

    private static (SettingsReport Report, byte[] Hash) Read(SettingsReader reader, string? path)
    {
        if (path is null)
        {
            return (reader.Read("", Environment.CurrentDirectory), []);
        }

        var full = Path.GetFullPath(path);
        try
        {
            var bytes = File.ReadAllBytes(full);
            var text = Strict.GetString(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes);
            return (reader.Read(text, Path.GetDirectoryName(full)!), SHA256.HashData(bytes));
        }
        catch (DecoderFallbackException)
        {
            return (Unreadable($"{path} is not UTF-8 text."), [1]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (Unreadable($"{path} cannot be read: {fault.Message}"), [2]);
        }
    }

    private static SettingsReport Unreadable(string message) => new(null, [new SettingsFinding("", 0, message, "Name the file with --config.")]);
}
