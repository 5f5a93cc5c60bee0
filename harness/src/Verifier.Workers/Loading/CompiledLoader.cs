using Verifier.Binaries;
using Verifier.Engine.Planning;

namespace Verifier.Workers.Loading;

/// <summary>Loads compiled drivers: .sys files.</summary>
internal static class CompiledLoader
{
    private const string Extension = ".sys";
    private const int HashDigits = 32;

    /// <summary>Is it the path of a compiled driver?</summary>
    public static bool IsCompiled(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file.</summary>
    /// <param name="fullPath">Where it is.</param>
    /// <param name="shown">The path as the user wrote it.</param>
    /// <exception cref="RefusalException">It cannot be used; the message says why.</exception>
    public static CompiledFile Read(string fullPath, string shown)
    {
        try
        {
            return new CompiledFile(shown, DriverFile.Read(fullPath, []));
        }
        catch (BinaryException e)
        {
            throw RefusalException.Request($"{shown} cannot be loaded: {e.Message}");
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
