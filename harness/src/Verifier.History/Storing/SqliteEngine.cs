using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Verifier.History.Storing;

/// <summary>
/// Which SQLite engine this process uses: the operating system's own, which it keeps patched, if it has one that is new enough; the one that
/// came with the harness otherwise. Decided once, before the first call.
/// </summary>
internal static class SqliteEngine
{
    /// <summary>3.37 of 2021 has STRICT tables; one that is older is no better than ours.</summary>
    private const int LeastSystemVersion = 3_037_000;

    private const string Bundled = "e_sqlite3";

    private static readonly string[] s_systemLibraries =
        OperatingSystem.IsWindows() ? ["winsqlite3"]
        : OperatingSystem.IsMacOS() ? ["/usr/lib/libsqlite3.dylib"]
        : ["libsqlite3.so.0"];

    private static readonly Lazy<HistoryEngine> s_current = new(Start);

    private delegate int LibraryVersionNumber();

    /// <summary>The engine in use; makes sure that there is one.</summary>
    /// <exception cref="HistoryException">There is none.</exception>
    public static HistoryEngine Current => s_current.Value;

    /// <summary>Does it know STRICT tables?</summary>
    public static bool KnowsStrict => raw.sqlite3_libversion_number() >= LeastSystemVersion;

    private static HistoryEngine Start()
    {
        string? system = null;
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) =>
        {
            if (name != Bundled || FindSystem() is not { } found)
            {
                return 0;
            }

            system = found.Name;
            return found.Handle;
        });
        try
        {
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            raw.FreezeProvider();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new HistoryException(
                HistoryProblem.CannotOpen,
                $"There is no SQLite engine: neither the system's own ({string.Join(", ", s_systemLibraries)}, 3.37 or later) nor the one that comes with the harness "
                + $"({Bundled}) can be loaded. Install the system's, or the harness again.",
                e);
        }

        var version = raw.sqlite3_libversion().utf8_to_string();
        return new HistoryEngine(system ?? Bundled, version, system is not null);
    }

    private static (string Name, nint Handle)? FindSystem()
    {
        foreach (var name in s_systemLibraries)
        {
            if (!NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.System32, out var handle))
            {
                continue;
            }

            if (NativeLibrary.TryGetExport(handle, "sqlite3_libversion_number", out var export)
                && Marshal.GetDelegateForFunctionPointer<LibraryVersionNumber>(export)() >= LeastSystemVersion)
            {
                return (name, handle);
            }

            NativeLibrary.Free(handle);
        }

        return null;
    }
}
