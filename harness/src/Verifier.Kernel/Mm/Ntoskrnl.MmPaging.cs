namespace Verifier.Kernel;

/// <content>Pageable sections and probes.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Makes the whole driver pageable; the image's base address. IRQL: up to APC_LEVEL.</summary>
    public Pointer MmPageEntireDriver(Pointer addressWithinSection) =>
        CallForPointer(MmPagingDdis.MmPageEntireDriver, addressWithinSection);

    /// <summary>Makes the driver's sections pageable or not as its image says. IRQL: up to APC_LEVEL.</summary>
    public void MmResetDriverPaging(Pointer addressWithinSection) => Call(MmPagingDdis.MmResetDriverPaging, addressWithinSection);

    /// <summary>Locks the pageable section that holds an address; a handle to unlock it with. IRQL: up to APC_LEVEL.</summary>
    public Pointer MmLockPagableDataSection(Pointer addressWithinSection) =>
        CallForPointer(MmPagingDdis.MmLockPagableDataSection, addressWithinSection);

    /// <summary>Macro: MmLockPagableDataSection for a section of code.</summary>
    public Pointer MmLockPagableCodeSection(Pointer addressWithinSection) => MmLockPagableDataSection(addressWithinSection);

    /// <summary>Locks a pageable section again. IRQL: up to APC_LEVEL.</summary>
    public void MmLockPagableSectionByHandle(Pointer imageSectionHandle) =>
        Call(MmPagingDdis.MmLockPagableSectionByHandle, imageSectionHandle);

    /// <summary>Undoes one lock of a pageable section. IRQL: up to APC_LEVEL.</summary>
    public void MmUnlockPagableImageSection(Pointer imageSectionHandle) =>
        Call(MmPagingDdis.MmUnlockPagableImageSection, imageSectionHandle);

    /// <summary>
    /// Raises STATUS_ACCESS_VIOLATION unless the range is the application's, STATUS_DATATYPE_MISALIGNMENT if it is not aligned. Touches no
    /// byte. IRQL: up to APC_LEVEL.
    /// </summary>
    public void ProbeForRead(Pointer address, ulong length, uint alignment) => Call(MmPagingDdis.ProbeForRead, address, length, alignment);

    /// <summary>As ProbeForRead, and each page must be writable now. IRQL: up to APC_LEVEL.</summary>
    public void ProbeForWrite(Pointer address, ulong length, uint alignment) =>
        Call(MmPagingDdis.ProbeForWrite, address, length, alignment);
}
