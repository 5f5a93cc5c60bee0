namespace Verifier.Kernel;

/// <content>Mappings.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Changes how a system mapping of an MDL may be touched. IRQL: up to DISPATCH_LEVEL. Returns STATUS_NOT_MAPPED_VIEW or
    /// STATUS_INVALID_PAGE_PROTECTION.
    /// </summary>
    public NTSTATUS MmProtectMdlSystemAddress(Mdl mdl, PAGE_PROTECTION newProtect) =>
        CallForStatus(MmMapDdis.MmProtectMdlSystemAddress, mdl.Pointer, (ulong)newProtect);

    /// <summary>
    /// Maps locked pages into system space or the requesting process. IRQL: up to DISPATCH_LEVEL, for UserMode up to APC_LEVEL. Returns
    /// NULL when PTEs are short, or bug checks with <paramref name="bugCheckOnFailure"/>; for UserMode it raises instead
    /// (facts/pool-and-memory-api.md §4).
    /// </summary>
    public Pointer MmMapLockedPagesSpecifyCache(
        Mdl mdl,
        KPROCESSOR_MODE accessMode,
        MEMORY_CACHING_TYPE cacheType,
        Pointer requestedAddress,
        bool bugCheckOnFailure,
        MM_PAGE_PRIORITY priority) =>
        CallForPointer(
            MmMapDdis.MmMapLockedPagesSpecifyCache,
            mdl.Pointer,
            (ulong)accessMode,
            (ulong)cacheType,
            requestedAddress,
            bugCheckOnFailure ? 1UL : 0,
            (ulong)priority);

    /// <summary>
    /// Obsolete: maps locked pages, and bug checks with 0x3F when PTEs are short (UserMode: raises). IRQL: up to DISPATCH_LEVEL, for
    /// UserMode up to APC_LEVEL. Driver Verifier stops the mere call.
    /// </summary>
    public Pointer MmMapLockedPages(Mdl mdl, KPROCESSOR_MODE accessMode) =>
        CallForPointer(MmMapDdis.MmMapLockedPages, mdl.Pointer, (ulong)accessMode);

    /// <summary>
    /// Macro: the system address of an MDL's buffer, mapping it with MmMapLockedPagesSpecifyCache if it has none yet. IRQL: up to
    /// DISPATCH_LEVEL. Returns NULL when PTEs are short.
    /// </summary>
    public Pointer MmGetSystemAddressForMdlSafe(Mdl mdl, MM_PAGE_PRIORITY priority) => HasSystemAddress(mdl)
        ? mdl.MappedSystemVa
        : MmMapLockedPagesSpecifyCache(mdl, KPROCESSOR_MODE.KernelMode, MEMORY_CACHING_TYPE.MmCached, Pointer.Null, false, priority);

    /// <summary>Obsolete macro: as MmGetSystemAddressForMdlSafe, over MmMapLockedPages, which bug checks when PTEs are short.</summary>
    public Pointer MmGetSystemAddressForMdl(Mdl mdl) =>
        HasSystemAddress(mdl) ? mdl.MappedSystemVa : MmMapLockedPages(mdl, KPROCESSOR_MODE.KernelMode);

    /// <summary>Takes a mapping away. IRQL: up to DISPATCH_LEVEL, a user address up to APC_LEVEL.</summary>
    public void MmUnmapLockedPages(Pointer baseAddress, Mdl mdl) => Call(MmMapDdis.MmUnmapLockedPages, baseAddress, mdl.Pointer);

    /// <summary>Reserves system space to map into later. IRQL: up to APC_LEVEL. Returns NULL when PTEs are short.</summary>
    public Pointer MmAllocateMappingAddress(ulong numberOfBytes, PoolTag poolTag) =>
        CallForPointer(MmMapDdis.MmAllocateMappingAddress, numberOfBytes, poolTag.Value);

    /// <summary>Frees a reservation; it must not be mapped (0xDA/0x103). IRQL: up to APC_LEVEL.</summary>
    public void MmFreeMappingAddress(Pointer baseAddress, PoolTag poolTag) =>
        Call(MmMapDdis.MmFreeMappingAddress, baseAddress, poolTag.Value);

    /// <summary>
    /// Maps locked pages where system space is reserved. Returns NULL only if they are too many. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public Pointer MmMapLockedPagesWithReservedMapping(Pointer mappingAddress, PoolTag poolTag, Mdl mdl, MEMORY_CACHING_TYPE cacheType) =>
        CallForPointer(MmMapDdis.MmMapLockedPagesWithReservedMapping, mappingAddress, poolTag.Value, mdl.Pointer, (ulong)cacheType);

    /// <summary>Takes such a mapping away; the reservation stays. IRQL: up to DISPATCH_LEVEL.</summary>
    public void MmUnmapReservedMapping(Pointer baseAddress, PoolTag poolTag, Mdl mdl) =>
        Call(MmMapDdis.MmUnmapReservedMapping, baseAddress, poolTag.Value, mdl.Pointer);

    /// <summary>Maps device registers. IRQL: up to DISPATCH_LEVEL. Returns NULL when PTEs are short.</summary>
    public Pointer MmMapIoSpace(ulong physicalAddress, ulong numberOfBytes, MEMORY_CACHING_TYPE cacheType) =>
        CallForPointer(MmMapDdis.MmMapIoSpace, physicalAddress, numberOfBytes, (ulong)cacheType);

    /// <summary>
    /// Maps device registers with a page protection (PAGE_READONLY 2, PAGE_READWRITE 4, PAGE_NOCACHE 0x200 …). IRQL: up to DISPATCH_LEVEL.
    /// Returns NULL when PTEs are short. Windows 10.
    /// </summary>
    public Pointer MmMapIoSpaceEx(ulong physicalAddress, ulong numberOfBytes, uint protect) =>
        CallForPointer(MmMapDdis.MmMapIoSpaceEx, physicalAddress, numberOfBytes, protect);

    /// <summary>Takes a mapping of registers away. IRQL: up to DISPATCH_LEVEL.</summary>
    public void MmUnmapIoSpace(Pointer baseAddress, ulong numberOfBytes) => Call(MmMapDdis.MmUnmapIoSpace, baseAddress, numberOfBytes);

    private static bool HasSystemAddress(Mdl mdl) => mdl.Has(MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA | MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL);
}
