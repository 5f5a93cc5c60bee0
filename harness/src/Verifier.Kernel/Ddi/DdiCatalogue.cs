using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Verifier.Kernel;

/// <summary>All DDIs, in declaration order, by name.</summary>
public static class DdiCatalogue
{
    // The families' declarations are static fields; touching each class once declares them, in this order.
    private static readonly Type[] Families =
    [
        typeof(ExLookasideDdis),
        typeof(KeIrqlDdis),
        typeof(KeSpinLockDdis),
        typeof(KeCriticalRegionDdis),
        typeof(KeEventDdis),
        typeof(KeWaitDdis),
        typeof(PsThreadDdis),
        typeof(ObDdis),
        typeof(ExWorkDdis),
        typeof(KeBugCheckDdis),
        typeof(RtlDebugDdis),
        typeof(PsVersionDdis),
        typeof(ZwObjectDdis),
        typeof(ZwKeyDdis),
        typeof(RtlRegistryDdis),
        typeof(KeMutexDdis),
        typeof(ExSyncFastMutexDdis),
        typeof(ExSyncResourceDdis),
        typeof(KeDpcDdis),
        typeof(KeTimerDdis),
        typeof(KeTimeDdis),
        typeof(KeFloatingPointDdis),
        typeof(MmMdlDdis),
        typeof(MmMapDdis),
        typeof(MmPageDdis),
        typeof(MmPagingDdis),
        typeof(ExSyncListDdis),
        typeof(RtlStringDdis),
        typeof(RtlMemoryDdis),
        typeof(RtlBitMapDdis),
        typeof(IoDeviceDdis),
        typeof(IoIrpDdis),
        typeof(IoQueueDdis),
        typeof(HalDmaDdis),
        typeof(NdisMemoryDdis),
        typeof(NdisBufferDdis),
        typeof(IoRemoveLockDdis),
        typeof(IoWorkItemDdis),
        typeof(IoInterruptDdis),
        typeof(IoPnpDdis),
        typeof(IoObjectDdis),
        typeof(IoCsqDdis),
    ];

    static DdiCatalogue()
    {
        foreach (var family in Families)
        {
            RuntimeHelpers.RunClassConstructor(family.TypeHandle);
        }

        All = [.. Ddis.All, .. Ddi.AllDeclared];
        ByName = All.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);
        Exported = new(() => Ddis.Exports.ToFrozenDictionary(e => e.Name, e => e.Routine, StringComparer.Ordinal));
    }

    /// <summary>Every DDI.</summary>
    public static IReadOnlyList<Ddi> All { get; }

    /// <summary>Every name by which a driver's source calls one: the DDIs' own and those of macros.</summary>
    public static IEnumerable<string> Names => All.Select(d => d.Name).Concat(DdiMacros.Exports.Keys);

    private static FrozenDictionary<string, Ddi> ByName { get; }

    // Few runs ask for it, and every start would pay for it.
    private static Lazy<FrozenDictionary<string, Ddi>> Exported { get; }

    /// <summary>Finds a DDI by its exact name; null when there is none.</summary>
    public static Ddi? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Finds the routine that an image exports under a name, its own or an alias; null when there is none.</summary>
    internal static Ddi? FindExported(string name) => Exported.Value.GetValueOrDefault(name);

    /// <summary>Finds what really runs when a driver's source calls a name: the DDI itself, or the export that a macro calls; null when there is none.</summary>
    public static Ddi? FindExport(string name)
    {
        var ddi = Find(DdiMacros.Exports.GetValueOrDefault(name, name));
        return ddi?.ExpandsTo is { } export ? Find(export) : ddi;
    }
}
