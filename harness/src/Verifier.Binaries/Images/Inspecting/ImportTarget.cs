using Verifier.Kernel;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>
/// The target of an import's module and name, without following forwarders (<see cref="ImportChain"/> does). ntoskrnl.exe and hal.dll count
/// as one image, since routines have moved between them, and are always those of the simulated system, which exports nothing by ordinal.
/// Another module is the driver of that file name if one is loaded, even if the simulated system has the name.
/// </summary>
/// <param name="Kind">The kind of target.</param>
/// <param name="Routine">The declaration of a <see cref="ImportTargetKind.Routine"/>; else null.</param>
internal readonly record struct ImportTarget(ImportTargetKind Kind, Ddi? Routine)
{
    /// <summary>The state of the import: modelled, inert or missing.</summary>
    public ImportState State => Kind == ImportTargetKind.None ? ImportState.Missing
        : Routine is { IsInert: true } ? ImportState.Inert
        : ImportState.Modelled;

    /// <summary>The export of another driver; null unless it is one.</summary>
    public PeExport? Export { get; private init; }

    /// <summary>The target of an import.</summary>
    /// <param name="import">The import.</param>
    /// <param name="drivers">Compiled drivers that are loaded.</param>
    public static ImportTarget Of(PeImport import, IEnumerable<IExporter> drivers)
    {
        if (!SystemRoutines.IsOfKernel(import.Module) && drivers.FirstOrDefault(d => d.Module == import.Module) is { } driver)
        {
            return driver.File.FindExport(import.Name, import.Ordinal) is { } export ? new ImportTarget(ImportTargetKind.Export, null) { Export = export } : default;
        }

        if (import.Name is not { } name)
        {
            return default;
        }

        return SystemRoutines.IsOfKernel(import.Module) ? OfKernel(name) : OfOther(import.Module, name);
    }

    /// <summary>The target of a name that the kernel is asked for, by an import or by MmGetSystemRoutineAddress.</summary>
    public static ImportTarget OfKernel(string name)
    {
        if (LeafNames.All.Contains(name))
        {
            return new ImportTarget(ImportTargetKind.Leaf, null);
        }

        if (NativeNames.All.Contains(name))
        {
            return new ImportTarget(ImportTargetKind.Native, null);
        }

        if (DdiCatalogue.FindExported(name) is { } routine)
        {
            return SystemRoutines.IsOfKernel(routine.Module) ? new ImportTarget(ImportTargetKind.Routine, routine) : default;
        }

        return Array.Exists(DataExports.All, d => d.Name == name) ? new ImportTarget(ImportTargetKind.Variable, null) : default;
    }

    private static ImportTarget OfOther(string module, string name) =>
        DdiCatalogue.FindExported(name) is { } routine && module.Equals(routine.Module, StringComparison.OrdinalIgnoreCase)
            ? new ImportTarget(ImportTargetKind.Routine, routine)
            : default;
}
