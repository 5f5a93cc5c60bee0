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

    /// <summary>Reads the driver of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="warn">Gets what is not as it should be but does not keep the driver from running.</param>
    /// <exception cref="RefusalException">It cannot be used; the message says why.</exception>
    public static DriverUnderTest Read(CompiledFile file, Action<string> warn)
    {
        try
        {
            var read = DriverFile.Read(file.FullPath, []);
            foreach (var warning in read.Symbols.Warnings)
            {
                warn(warning);
            }

            return Describe(read);
        }
        catch (BinaryException e)
        {
            throw RefusalException.Request($"{file.Shown} cannot be loaded: {e.Message}");
        }
    }

    private static DriverUnderTest Describe(DriverFile file) => new(
        file.Driver.Name,
        $"compiled driver {Path.GetFileName(file.FullPath)}",
        file.Driver.File.Sha256[..HashDigits],
        Path.GetFileName(file.FullPath),
        StacksAreStable: true,
        Create: null)
    {
        TypeName = file.FullPath,
        Source = file.Driver,
    };
}
