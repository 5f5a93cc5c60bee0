namespace Verifier.Kernel;

/// <summary>The machine's memory as a whole, and whether a driver is verified.</summary>
internal static class MmMemoryDdis
{
    /// <summary>The amount of memory that the machine has: 0 little, 1 some, 2 plenty. Any IRQL.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static uint MmQuerySystemSize(Machine machine)
    {
        const long some = 32 * RegionLayout.MiB, plenty = 128 * RegionLayout.MiB;
        const uint smallSystem = 0, mediumSystem = 1, largeSystem = 2;
        var bytes = (long)machine.Profile.PhysicalPages << machine.Pages.Shift;
        return bytes < some ? smallSystem : bytes < plenty ? mediumSystem : largeSystem;
    }

    /// <summary>
    /// The ranges of physical memory, a PHYSICAL_MEMORY_RANGE of 16 bytes each and one of zeros at the end, in pool that ExFreePool frees; NULL when
    /// memory is short. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Allocates = MemoryKind.Pool, Modelled = "one range")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Null)]
    public static Pointer MmGetPhysicalMemoryRanges(Machine machine)
    {
        const ulong rangeBytes = 16, ranges = 2, lengthOffset = 8;
        var made = machine.Pool.AllocateForCaller(POOL_TYPE.NonPagedPool, ranges * rangeBytes, "hPmM");
        if (made != 0)
        {
            machine.Memory.Write(made, (ulong)machine.Pages.PageSize);
            machine.Memory.Write(made + lengthOffset, (ulong)machine.Profile.PhysicalPages << machine.Pages.Shift);
        }

        return new Pointer(machine, made);
    }

    /// <summary>A system address of the byte at a physical address; NULL for what is no memory. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static Pointer MmGetVirtualForPhysical(Machine machine, ulong physicalAddress)
    {
        var number = physicalAddress >> machine.Pages.Shift;
        return machine.PhysicalAddresses.IsMemory(number)
            ? new Pointer(machine, machine.Pages.AddressOf(machine.PhysicalAddresses.PageOf(number)) + machine.OffsetInPage(physicalAddress))
            : Pointer.Null;
    }

    /// <summary>True if a driver is verified. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static uint MmIsDriverVerifying(Machine machine, DriverObject driverObject) =>
        machine.VerifierOptions != DriverVerifierOptions.None && machine.Io.Drivers.Find(driverObject.Pointer) is not null ? 1u : 0;
}
