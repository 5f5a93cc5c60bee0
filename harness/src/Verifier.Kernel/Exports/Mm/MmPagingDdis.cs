namespace Verifier.Kernel;

/// <summary>Pageable sections of images, and probes of what an application gave (harness/docs/facts/memory.md#waits-and-probes).</summary>
internal static class MmPagingDdis
{
    private const string DataOnly = "data sections; code is always resident";

    /// <summary>Makes the whole driver pageable; the image's base address. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Modelled = DataOnly)]
    [Irql(KIRQL.APC_LEVEL)]
    public static Pointer MmPageEntireDriver(Machine machine, Pointer addressWithinSection) =>
        new(machine, machine.Paging.PageEntireDriver(addressWithinSection));

    /// <summary>Makes the driver's sections pageable or not as its image says. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Modelled = DataOnly)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void MmResetDriverPaging(Machine machine, Pointer addressWithinSection) =>
        machine.Paging.ResetDriverPaging(addressWithinSection);

    /// <summary>Locks the pageable section that holds an address; a handle to unlock it with. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Modelled = DataOnly)]
    [Irql(KIRQL.APC_LEVEL)]
    public static Pointer MmLockPagableDataSection(Machine machine, Pointer addressWithinSection) =>
        new(machine, machine.Paging.Sections.Lock(addressWithinSection));

    /// <summary>Locks a pageable section again. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Modelled = DataOnly)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void MmLockPagableSectionByHandle(Machine machine, Pointer imageSectionHandle) =>
        machine.Paging.Sections.LockByHandle(imageSectionHandle);

    /// <summary>Undoes one lock of a pageable section. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Modelled = DataOnly)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void MmUnlockPagableImageSection(Machine machine, Pointer imageSectionHandle) =>
        machine.Paging.Sections.Unlock(imageSectionHandle);

    /// <summary>
    /// Raises STATUS_ACCESS_VIOLATION unless the range is the application's, STATUS_DATATYPE_MISALIGNMENT if it is not aligned. Touches no
    /// byte. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ProbeForRead(Machine machine, Pointer address, ulong length, uint alignment) =>
        Probe.ForRead(address, length, alignment);

    /// <summary>As ProbeForRead, and each page must be writable now. IRQL: up to APC_LEVEL.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ProbeForWrite(Machine machine, Pointer address, ulong length, uint alignment) =>
        Probe.ForWrite(machine, address, length, alignment);
}
