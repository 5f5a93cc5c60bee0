using System.Collections.Frozen;
using Verifier.Kernel;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>Looks imports up in what the simulated kernel exports.</summary>
internal static class KernelExports
{
    private const string HalModule = "hal.dll";

    // Routines that compiled code alone calls: they run in the driver's context, or deal with its frames.
    private static readonly FrozenSet<string> s_native = FrozenSet.Create(
        StringComparer.Ordinal,
        "__C_specific_handler", "__chkstk", "memcmp", "memcpy", "memmove", "memset", "RtlCopyMemory", "RtlMoveMemory", "RtlUnwindEx", "strlen");

    /// <summary>How far an import is there. ntoskrnl.exe and hal.dll count as one image, for routines have moved between them.</summary>
    public static ImportState StateOf(PeImport import) => (import.Module, import.Name) switch
    {
        (Ddi.KernelModule or HalModule, { } name) => StateOf(name, isNdis: false),
        (NdisModule.Name, { } name) => StateOf(name, isNdis: true),
        _ => ImportState.Missing,
    };

    /// <summary>How far a name is there that a driver asks MmGetSystemRoutineAddress for.</summary>
    public static ImportState StateOf(string name) => StateOf(name, isNdis: false);

    /// <summary>How far a routine is there that the kernel exports.</summary>
    public static ImportState StateOf(Ddi ddi) => ddi.IsInert ? ImportState.Inert : ImportState.Modelled;

    private static ImportState StateOf(string name, bool isNdis)
    {
        if (DdiCatalogue.FindExported(name) is { } ddi && (ddi.Module == NdisModule.Name) == isNdis)
        {
            return StateOf(ddi);
        }

        return !isNdis && (s_native.Contains(name) || Array.Exists(DataExports.All, d => d.Name == name)) ? ImportState.Modelled : ImportState.Missing;
    }
}
