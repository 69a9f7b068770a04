using System.Runtime.InteropServices;
using SQLitePCL;

namespace Tollgate.Storage.Sqlite;

/// <summary>Binds the driver to the operating system's SQLite, once per process, and checks that it is new enough.</summary>
internal static class SqliteLibrary
{
    /// <summary>3.37 brought STRICT tables.</summary>
    private const int LeastVersion = 3_037_000;
    private const int ConfigMemoryStatus = 9;
    private const string HowToGetIt = "install it, on Debian and Ubuntu with: apt-get install libsqlite3-0";
    private static readonly string[] Names = ["libsqlite3.so.0", "libsqlite3.so", "libsqlite3.dylib", "sqlite3"];
    private static readonly Lock Gate = new();
    private static bool isBound;

    /// <summary>Loads the library.</summary>
    /// <exception cref="StorageException">It is missing or too old.</exception>
    public static void Bind()
    {
        lock (Gate)
        {
            if (isBound)
            {
                return;
            }

            var library = Load();
            nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path) => name == SqliteCalls.Library ? library : nint.Zero;
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            NativeLibrary.SetDllImportResolver(typeof(SqliteLibrary).Assembly, Resolve);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            // Its count of memory in use costs a lock for every allocation, and nobody asks for it. Refused where the library is in use already.
            _ = raw.sqlite3_config(ConfigMemoryStatus, 0);
            isBound = true;
        }

        Check(raw.sqlite3_libversion_number(), raw.sqlite3_libversion().utf8_to_string());
    }

    /// <summary>Refuses a version that is too old.</summary>
    /// <exception cref="StorageException">It is too old.</exception>
    internal static void Check(int version, string text)
    {
        if (version < LeastVersion)
        {
            throw new StorageException(DatabaseState.Unreachable, $"Tollgate needs SQLite 3.37 or newer and found {text}: {HowToGetIt}");
        }
    }

    private static nint Load()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return library;
            }
        }

        throw new StorageException(DatabaseState.Unreachable, $"Tollgate needs the system's SQLite (libsqlite3) 3.37 or newer and found none: {HowToGetIt}");
    }
}
