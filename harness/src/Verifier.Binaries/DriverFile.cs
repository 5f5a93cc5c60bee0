using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Unwinding;
using Verifier.Binaries.Symbols;

namespace Verifier.Binaries;

/// <summary>A driver file that was read from disk, with its symbols.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="FullPath">The file.</param>
/// <param name="Symbols">The symbols that were found, and what was found and is not used.</param>
internal sealed record DriverFile(CompiledDriver Driver, string FullPath, LoadedSymbols Symbols)
{
    /// <summary>Reads a file.</summary>
    /// <param name="fullPath">The file; its name without extension becomes the service name.</param>
    /// <param name="symbolFolders">
    /// Folders to look for the PDB in after the file's own: flat ones, or symbol stores. Null to read neither symbols nor instructions.
    /// </param>
    /// <exception cref="BinaryException">It cannot be read, or it is no driver that can be loaded.</exception>
    public static DriverFile Read(string fullPath, IReadOnlyList<string>? symbolFolders)
    {
        var bytes = DriverBytes.Read(fullPath);
        var file = PeFile.Parse(bytes);
        if (symbolFolders is null)
        {
            return new DriverFile(new CompiledDriver(NameOf(fullPath), file, ImageSymbols.None), fullPath, NoSymbols);
        }

        var symbols = SymbolLoader.Load(fullPath, Describe(file, bytes), symbolFolders);
        var driver = new CompiledDriver(NameOf(fullPath), file, symbols.Symbols);

        // Damaged unwind data is found here, not in the middle of a run.
        _ = driver.Code.Patches;
        return new DriverFile(driver, fullPath, symbols);
    }

    /// <summary>The service name of a driver file: its name without extension, in lower case.</summary>
    public static string NameOf(string path) => Path.GetFileNameWithoutExtension(path).ToLowerInvariant();

    private static LoadedSymbols NoSymbols { get; } = new(ImageSymbols.None, SymbolOrigin.None, PdbPath: null, []);

    private static SymbolImage Describe(PeFile file, byte[] bytes) => new()
    {
        File = bytes,
        PreferredBase = file.PreferredBase,
        Sections =
        [
            .. file.Sections.Select(s => new SymbolSection(
                s.Name, s.Rva, s.VirtualSize, s.IsExecutable, file.Layout.AsMemory((int)s.Rva, (int)Math.Min(s.VirtualSize, s.RawSize)))),
        ],
        CoffTableOffset = file.Symbols?.Offset ?? 0,
        CoffTableCount = file.Symbols?.Count ?? 0,
        Exports = [.. file.Exports.Where(e => e.Name is not null && e.Forwarder is null).Select(e => (e.Name!, e.Rva))],
        RoutineStarts = [.. file.Functions.Where(f => !UnwindInfo.IsChained(file, f.UnwindRva)).Select(f => f.Begin)],
        Pdb = file.Debug,
    };
}
