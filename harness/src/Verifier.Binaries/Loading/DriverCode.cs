using System.Collections.Frozen;
using System.Collections.Immutable;
using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Decoding;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Binaries.Symbols;
using Verifier.Kernel;

namespace Verifier.Binaries.Loading;

/// <summary>The code of a driver file, with what is known of it before it is loaded.</summary>
internal sealed class DriverCode : IExporter
{
    private readonly Lazy<FrozenDictionary<uint, Patch>> _patches;
    private readonly Lazy<bool> _mayReadDiscarded;

    /// <summary>The code of a parsed file.</summary>
    /// <param name="name">The service name.</param>
    /// <param name="file">The file.</param>
    /// <param name="symbols">The known routines and lines.</param>
    public DriverCode(string name, PeFile file, IImageSymbols symbols)
    {
        Name = name;
        File = file;
        Symbols = symbols;
        KernelChains = [.. file.Imports.Select(i => SystemRoutines.IsOfKernel(i.Module) ? ImportChain.Of(i, []) : (ImportChain?)null)];
        ImportsOfDrivers = [.. file.Imports.Where((_, i) => KernelChains[i] is null)];
        _patches = new(() => DeterminismPatches.Find(file).ToFrozenDictionary(p => p.Rva));
        _mayReadDiscarded = new(() => DiscardedReferences.Exist(file));
    }

    /// <summary>The service name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public PeFile File { get; }

    /// <inheritdoc/>
    public string Module => Name + IDriverSource.Extension;

    /// <summary>Imports that may be of other drivers: all but those of the kernel and the HAL.</summary>
    public ImmutableArray<PeImport> ImportsOfDrivers { get; }

    public IImageSymbols Symbols { get; }

    /// <summary>
    /// For each import of the file: its chain if it is of the kernel, which other drivers do not change; null if it is of another driver.
    /// </summary>
    public ImmutableArray<ImportChain?> KernelChains { get; }

    /// <summary>The instructions that are replaced at load, so that runs do not depend on the host.</summary>
    public IReadOnlyList<Patch> Patches => [.. _patches.Value.Values.OrderBy(p => p.Rva)];

    /// <summary>It has an address by which it may read, after DriverEntry, the bytes of sections that are gone then.</summary>
    public bool MayReadDiscarded => _mayReadDiscarded.Value;

    /// <summary>The patch at an rva; null when nothing was replaced there.</summary>
    public Patch? PatchAt(uint rva) => _patches.Value.TryGetValue(rva, out var patch) ? patch : null;

    /// <summary>
    /// The place of an rva: routine and line by the symbols; else the function of the unwind data that holds it; else the image and the
    /// rva.
    /// </summary>
    public SourceLocation Locate(uint rva) =>
        Symbols.Find(rva) is { } known ? known
        : File.FindFunction(rva) is { } function ? new SourceLocation($"sub_{function.Begin:X}", rva - function.Begin, null, 0)
        : new SourceLocation(Name, rva, null, 0);
}
