using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>The imports of an image with their state in the simulated kernel, and the places that use each.</summary>
/// <param name="Imports">The imports, in the order of the import table.</param>
/// <param name="Requested">Names that it may ask for while it runs, in alphabetical order.</param>
internal sealed record ImportReport(ImmutableArray<ImportUse> Imports, ImmutableArray<RequestedName> Requested)
{
    /// <summary>The imports that are not there.</summary>
    public IEnumerable<ImportUse> Missing => Imports.Where(i => i.State == ImportState.Missing);

    /// <summary>Makes the report of an image.</summary>
    /// <exception cref="BinaryException">Unwind information, which says where code is, is damaged.</exception>
    /// <param name="image">The image.</param>
    /// <param name="with">Drivers that are loaded beside it.</param>
    public static ImportReport Of(PeFile image, params IReadOnlyCollection<IExporter> with)
    {
        var sites = ImportSites.Find(image);
        return new ImportReport(
            [.. image.Imports.Select(i => new ImportUse(i, ImportChain.Of(i, with), sites.GetValueOrDefault(i.SlotRva, [])))],
            [.. RoutineNames.Find(image).Select(name => new RequestedName(name, ImportTarget.OfKernel(name).State))]);
    }

    /// <summary>The number of imports in a state.</summary>
    public int Count(ImportState state) => Imports.Count(i => i.State == state);
}
