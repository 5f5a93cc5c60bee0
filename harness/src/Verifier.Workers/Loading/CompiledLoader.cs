using Verifier.Binaries;
using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Workers.Loading;

/// <summary>Loads compiled drivers: .sys files.</summary>
internal static class CompiledLoader
{
    /// <summary>The extension of a compiled driver's file.</summary>
    public const string Extension = IDriverSource.Extension;

    private const int HashDigits = 32;

    /// <summary>True for the path of a compiled driver.</summary>
    public static bool IsCompiled(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The service name of a driver file: its name without extension, in lower case.</summary>
    public static string NameOf(string path) => DriverFile.NameOf(path);

    /// <summary>The driver of a parsed file, without its symbols.</summary>
    public static CompiledDriver DriverOf(string fullPath, PeFile file) => new(NameOf(fullPath), file, ImageSymbols.None);

    /// <summary>Reads a file.</summary>
    /// <param name="fullPath">Where it is; a link is followed.</param>
    /// <param name="shown">The path as the user wrote it.</param>
    /// <param name="symbolFolders">Folders to look for its PDB in, after its own; null to read no symbols.</param>
    /// <exception cref="RefusalException">It cannot be used; the message says why.</exception>
    public static CompiledFile Read(string fullPath, string shown, IReadOnlyList<string>? symbolFolders)
    {
        if (Directory.Exists(fullPath))
        {
            throw RefusalException.Request($"{shown} is a folder; name a driver file (.sys) in it, or all of them as {shown}/*.sys");
        }

        if (!File.Exists(fullPath) && new FileInfo(fullPath).LinkTarget is null)
        {
            throw RefusalException.Request($"{shown} does not exist; build the driver and name its .sys");
        }

        try
        {
            return new CompiledFile(shown, DriverFile.Read(fullPath, symbolFolders));
        }
        catch (BinaryException e)
        {
            throw RefusalException.Request($"{shown} cannot be loaded: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RefusalException.Request($"{shown} cannot be read: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}; mend that and run again");
        }
    }

    /// <summary>The driver of a file.</summary>
    public static DriverUnderTest Describe(CompiledFile file) => new(
        file.File.Driver.Name,
        $"compiled driver {Path.GetFileName(file.File.FullPath)}",
        file.File.Driver.File.Sha256[..HashDigits],
        Path.GetFileName(file.File.FullPath),
        StacksAreStable: true,
        Create: null)
    {
        TypeName = file.File.FullPath,
        Source = file.File.Driver,
    };
}
