using System.Collections.Immutable;
using Verifier.Binaries.Images.Decoding;
using Verifier.Kernel;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>What is known about a driver file without running it.</summary>
/// <param name="Image">The file.</param>
/// <param name="Kind">What it is, in words: "WDM", "KMDF", "NDIS miniport, WFP callout"; an export driver says so.</param>
/// <param name="Frameworks">The frameworks it is written for.</param>
/// <param name="Toolchain">What made it.</param>
/// <param name="Protections">What it has against attacks.</param>
/// <param name="Imports">Its imports.</param>
/// <param name="Patches">Instructions that are changed at load.</param>
/// <param name="Comparisons">Comparisons that come out otherwise than on Windows.</param>
internal sealed record ImageInspection(
    PeFile Image,
    string Kind,
    ImmutableArray<Framework> Frameworks,
    Toolchain Toolchain,
    Protections Protections,
    ImportReport Imports,
    ImmutableArray<Patch> Patches,
    ImmutableArray<AddressComparison> Comparisons)
{
    /// <summary>Whether it can run.</summary>
    public Runnability Runnability => Frameworks.Any(f => !f.IsModelled) ? Runnability.Impossible
        : Imports.Missing.Any() ? Runnability.WithGaps
        : Runnability.Complete;

    /// <summary>Inspects an image.</summary>
    /// <exception cref="BinaryException">Unwind information, which says where code is, is damaged.</exception>
    /// <param name="image">The image.</param>
    /// <param name="with">Drivers that are loaded beside it.</param>
    public static ImageInspection Of(PeFile image, params IReadOnlyCollection<IExporter> with)
    {
        var frameworks = Inspecting.Frameworks.Of(image, with);
        return new ImageInspection(
            image,
            KindOf(image, frameworks),
            frameworks,
            Toolchain.Of(image),
            Protections.Of(image),
            ImportReport.Of(image, with),
            DeterminismPatches.Find(image),
            AddressComparisons.Find(image));
    }

    private static string KindOf(PeFile image, ImmutableArray<Framework> frameworks)
    {
        var words = frameworks.IsEmpty ? ["WDM"] : frameworks.Select(f => f.Name).ToList();
        var exports = image.Exports.Any(e => e.Name is not (null or ExportDrivers.Initialize or ExportDrivers.Uninitialize));
        return string.Join(", ", exports ? words.Append("export driver") : words);
    }
}
