namespace Verifier.Kernel;

/// <summary>
/// The routines that free memory, by the routine that allocated it, after the pages of the allocators (harness/docs/facts/memory.md; NDIS:
/// the pages of the routines). See <see cref="MemoryKind"/>.
/// </summary>
internal static class MemoryContracts
{
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
        (ResourceKind.ExTimer, "EX_TIMER", "ExDeleteTimer"),
        (ResourceKind.FloatingPointState, "floating-point state", "KeRestoreFloatingPointState"),
    ];

    /// <summary>Checks that the routine that runs now is the one that frees a driver's live block, which it is given.</summary>
    public static void Verify(Machine machine, in PoolBlockRecord block)
    {
        if (block.AcquiredBy is not { } allocator || machine.CurrentDdi is not { } free)
        {
            return;
        }

        if (allocator.Allocates != MemoryKind.None && free.Frees != MemoryKind.None && (free.Frees & allocator.Allocates) == 0)
        {
            var (noun, freedBy) = Words(allocator.Allocates);
            Report(machine, noun, $"the block at 0x{block.Address:X} with tag {block.Tag}", freedBy, allocator, block.CallNumber);
        }
    }

    /// <summary>True if it is memory that ExAllocatePool and its successors allocated.</summary>
    public static bool IsPoolMemory(in PoolBlockRecord block) => block.AcquiredBy is not { Allocates: not (MemoryKind.None or MemoryKind.Pool) };

    /// <summary>A block of the kernel's own is freed by a driver: true if it is an object that has a routine of its own for that.</summary>
    public static bool IsObject(Machine machine, ulong address)
    {
        foreach (var (kind, noun, freedBy) in Objects)
        {
            if (machine.Resources.Find(kind, address) is { AcquiredBy: { } allocator } held)
            {
                Report(machine, $"{(noun[0] is 'M' or 'N' or 'E' ? "an" : "a")} {noun}", $"the {noun} at 0x{address:X}", FreeOf(allocator, freedBy), allocator, held.CallNumber);
                return kind != ResourceKind.Mdl && machine.Resources.Released(kind, address);
            }
        }

        if (machine.Resources.Find(ResourceKind.String, address) is { AcquiredBy: { } maker } text && (machine.CurrentDdi!.Frees & MemoryKind.Pool) == 0)
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
            About = [new Origin("allocated", allocator.Name, call), new Origin("freed", machine.CurrentDdi?.Name, machine.Call.Number)],
        });

    private static string FreeOf(Ddi allocator, string freedBy) => allocator.Name == "NdisAllocateMdl" ? "NdisFreeMdl" : freedBy;

    private static (string Noun, string FreedBy) Words(MemoryKind kind) => kind switch
    {
        MemoryKind.Ndis => ("NDIS memory", "NdisFreeMemory"),
        MemoryKind.MdlPages => ("an MDL of pages", "ExFreePool"),
        MemoryKind.Mdl => ("an MDL", "IoFreeMdl"),
        _ => ("pool memory", "ExFreePool"),
    };
}
