namespace Verifier.Kernel;

/// <summary>
/// Which routines free what which routines allocate, by the pages of the allocators (facts/pool-and-memory-api.md; NDIS: the pages of the
/// routines). Only routines that end in the pool stand here: all others know their own objects and stop for anything else.
/// </summary>
internal static class MemoryContracts
{
    private static readonly Contract[] Table =
    [
        new("pool memory", "ExFreePool", IsPool, ["ExFreePool", "ExFreePoolWithTag", "ExFreePool2", "RtlFreeUnicodeString", "RtlFreeAnsiString"]),
        new("NDIS memory", "NdisFreeMemory", ddi => ddi.StartsWith("NdisAllocateMemory", StringComparison.Ordinal), ["NdisFreeMemory", "NdisFreeMemoryWithTagPriority"]),
        new("an MDL of pages", "ExFreePool", IsMdlOfPages, ["ExFreePool", "ExFreePoolWithTag", "ExFreePool2"]),
        new("an MDL", "IoFreeMdl", _ => false, ["IoFreeMdl", "NdisFreeMdl"]),
    ];

    // What the kernel allocates for a driver and knows by its ledger; the string routines free with ExFreePool themselves.
    private static readonly (ResourceKind Kind, string Noun, string FreedBy)[] Objects =
    [
        (ResourceKind.Mdl, "MDL", "IoFreeMdl"),
        (ResourceKind.WorkItem, "work item", "IoFreeWorkItem"),
        (ResourceKind.DeviceObject, "device object", "IoDeleteDevice"),
        (ResourceKind.Interrupt, "interrupt object", "IoDisconnectInterrupt"),
        (ResourceKind.DmaAdapter, "DMA adapter", "PutDmaAdapter"),
        (ResourceKind.ScatterGatherList, "scatter/gather list", "PutScatterGatherList"),
        (ResourceKind.NdisObject, "NDIS object", "NdisFreeGenericObject"),
        (ResourceKind.NetBufferListPool, "NET_BUFFER_LIST pool", "NdisFreeNetBufferListPool"),
        (ResourceKind.NetBufferList, "NET_BUFFER_LIST", "NdisFreeNetBufferList"),
        (ResourceKind.FloatingPointState, "floating-point state", "KeRestoreFloatingPointState"),
    ];

    // By the DDI's position in the catalogue: the contract of what it allocates (-1: none), and a bit for each contract that it frees.
    private static readonly Lazy<(sbyte[] Allocated, byte[] Freed)> ByDdi = new(ReadTable);

    /// <summary>A driver's live block is given to the routine that runs now: is it the one that frees it?</summary>
    public static void Verify(Machine machine, in PoolBlockRecord block)
    {
        if (block.AcquiredBy is not { } allocator || machine.CurrentDdi is not { } free)
        {
            return;
        }

        var (allocated, freed) = ByDdi.Value;
        var contract = allocated[allocator.Ordinal];
        var frees = freed[free.Ordinal];
        if (contract >= 0 && frees != 0 && (frees & (1 << contract)) == 0)
        {
            var what = $"the block at 0x{block.Address:X} with tag {block.Tag}";
            Report(machine, Table[contract].Noun, what, Table[contract].FreedBy, allocator, block.CallNumber);
        }
    }

    /// <summary>Is it memory that ExAllocatePool and its successors allocated?</summary>
    public static bool IsPoolMemory(in PoolBlockRecord block) => block.AcquiredBy is not { } ddi || ByDdi.Value.Allocated[ddi.Ordinal] is 0 or -1;

    /// <summary>A block of the kernel's own is freed by a driver: true if it is an object that has a routine of its own for that.</summary>
    public static bool IsObject(Machine machine, ulong address)
    {
        foreach (var (kind, noun, freedBy) in Objects)
        {
            if (machine.Resources.Find(kind, address) is { AcquiredBy: { } allocator } held)
            {
                Report(machine, $"{(noun[0] == 'M' || noun[0] == 'N' ? "an" : "a")} {noun}", $"the {noun} at 0x{address:X}", FreeOf(allocator, freedBy), allocator, held.CallNumber);
                return kind != ResourceKind.Mdl && machine.Resources.Released(kind, address);
            }
        }

        if (machine.Resources.Find(ResourceKind.String, address) is { AcquiredBy: { } maker } text && (ByDdi.Value.Freed[machine.CurrentDdi!.Ordinal] & 1) == 0)
        {
            Report(machine, "a string", $"the string buffer at 0x{address:X}", "RtlFreeUnicodeString", maker, text.CallNumber);
        }

        return false;
    }

    private static void Report(Machine machine, string noun, string what, string freedBy, Ddi allocator, long call) => machine.Note(
        new RuleBreach(
            $"{noun} freed by another family",
            $"{machine.CurrentDdi!.Name} was given {what}, which {allocator.Name} allocated: {freedBy} frees it.")
        {
            About = [new Origin("allocated", allocator, call), new Origin("freed", machine.CurrentDdi, machine.Gate.Calls)],
        });

    private static string FreeOf(Ddi allocator, string freedBy) => allocator.Name == "NdisAllocateMdl" ? "NdisFreeMdl" : freedBy;

    private static bool IsPool(string ddi) => ddi.StartsWith("ExAllocatePool", StringComparison.Ordinal);

    private static bool IsMdlOfPages(string ddi) => ddi is "MmAllocatePagesForMdl" or "MmAllocatePagesForMdlEx" or "MmAllocateNodePagesForMdlEx";

    private static (sbyte[] Allocated, byte[] Freed) ReadTable()
    {
        var all = DdiCatalogue.All;
        var (allocated, freed) = (new sbyte[all.Count], new byte[all.Count]);
        foreach (var ddi in all)
        {
            allocated[ddi.Ordinal] = (sbyte)Array.FindIndex(Table, c => c.Allocates(ddi.Name));
            for (var i = 0; i < Table.Length; i++)
            {
                freed[ddi.Ordinal] |= (byte)(Table[i].Frees.Contains(ddi.Name) ? 1 << i : 0);
            }
        }

        return (allocated, freed);
    }

    /// <summary>What is allocated, by which routines, and which free it; one of these in words.</summary>
    private sealed record Contract(string Noun, string FreedBy, Func<string, bool> Allocates, string[] Frees);
}
