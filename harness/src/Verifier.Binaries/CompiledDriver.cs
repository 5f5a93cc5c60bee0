using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Playing;
using Verifier.Binaries.Symbols;
using Verifier.Kernel;

namespace Verifier.Binaries;

/// <summary>A driver that is loaded from a .sys file.</summary>
internal sealed class CompiledDriver : IDriverSource
{
    /// <summary>A driver of a parsed file.</summary>
    /// <param name="name">The service name.</param>
    /// <param name="file">The file.</param>
    /// <param name="symbols">What is known of routines and lines.</param>
    public CompiledDriver(string name, PeFile file, IImageSymbols symbols)
    {
        Code = new DriverCode(name, file, symbols);
        ImportedNames = [.. file.Imports.Select(i => i.Symbol)];
        ImportedModules = [.. file.Imports.Select(i => i.Module).Distinct(StringComparer.Ordinal)];
        IsExportDriver = file.FindExport(ExportDrivers.Initialize, ordinal: 0) is not null;
    }

    /// <inheritdoc/>
    public string Name => Code.Name;

    /// <summary>Its code.</summary>
    public DriverCode Code { get; }

    /// <summary>The file that it is loaded from.</summary>
    public PeFile File => Code.File;

    /// <inheritdoc/>
    public bool IsCompiled => true;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> ImportedNames { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> MissingImports(IEnumerable<IDriverSource> others)
    {
        DriverCode[] drivers = [Code, .. others.OfType<CompiledDriver>().Select(other => other.Code)];
        return [.. File.Imports.Where(i => ImportChain.Of(i, drivers).Target.State == ImportState.Missing).Select(i => i.Symbol)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ImportedModules { get; }

    /// <inheritdoc/>
    public bool IsExportDriver { get; }

    /// <inheritdoc/>
    public MappedDriver Map(Machine machine)
    {
        var image = NativePlayer.Of(machine).Load(Code);
        return new MappedDriver(image.Image, image.Base + File.EntryRva);
    }
}
