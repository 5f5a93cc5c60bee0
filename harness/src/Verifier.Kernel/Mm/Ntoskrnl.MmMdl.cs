namespace Verifier.Kernel;

/// <content>MDLs.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>PAGE_SIZE of this machine, in bytes.</summary>
    public int PAGE_SIZE => Machine.Profile.PageSize;

    /// <summary>BYTES_TO_PAGES: whole pages that hold so many bytes.</summary>
    public ulong BYTES_TO_PAGES(ulong bytes) => (ulong)Machine.PagesFor(bytes);

    /// <summary>ROUND_TO_PAGES: bytes rounded up to whole pages.</summary>
    public ulong ROUND_TO_PAGES(ulong bytes) => (ulong)Machine.PagesFor(bytes) * (ulong)PAGE_SIZE;

    /// <summary>ADDRESS_AND_SIZE_TO_SPAN_PAGES: pages that a buffer touches.</summary>
    public ulong ADDRESS_AND_SIZE_TO_SPAN_PAGES(Pointer address, ulong bytes) => (ulong)Machine.SpanPages(address, bytes);

    /// <summary>
    /// Allocates an MDL for a buffer, and with <paramref name="irp"/> makes it the IRP's first MDL, or a secondary buffer's the last of its
    /// chain. IRQL: up to DISPATCH_LEVEL. Returns NULL when memory is short or the buffer too long (facts/pool-and-memory-api.md §4).
    /// </summary>
    public Mdl IoAllocateMdl(
        Pointer virtualAddress, uint length, bool secondaryBuffer = false, bool chargeQuota = false, Irp irp = default) =>
        new(CallForPointer(
            MmMdlDdis.IoAllocateMdl, virtualAddress, length, secondaryBuffer ? 1UL : 0, chargeQuota ? 1UL : 0, irp.Pointer.Address));

    /// <summary>
    /// Frees one MDL, not its chain; a mapping of its own goes with a partial one. Its pages must be unlocked. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public void IoFreeMdl(Mdl mdl) => Call(MmMdlDdis.IoFreeMdl, mdl.Pointer);

    /// <summary>
    /// Makes <paramref name="targetMdl"/> describe a part of the source's buffer; length 0 is the rest of it. IRQL: up to DISPATCH_LEVEL.
    /// Bug check 0x40 when the target is too small.
    /// </summary>
    public void IoBuildPartialMdl(Mdl sourceMdl, Mdl targetMdl, Pointer virtualAddress, uint length) =>
        Call(MmMdlDdis.IoBuildPartialMdl, sourceMdl.Pointer, targetMdl.Pointer, virtualAddress, length);

    /// <summary>Bytes that an MDL for a buffer needs. Any IRQL.</summary>
    public ulong MmSizeOfMdl(Pointer virtualAddress, ulong length) => Call(MmMdlDdis.MmSizeOfMdl, virtualAddress, length);

    /// <summary>Macro: makes an MDL of the driver's own memory, of at least <see cref="MmSizeOfMdl"/> bytes.</summary>
    public void MmInitializeMdl(Mdl mdl, Pointer baseVa, ulong length) => Machine.Mdls.Initialize(mdl, baseVa, length);

    /// <summary>
    /// Fills in the pages of a buffer in nonpaged pool. Cannot fail; such an MDL must not be locked, mapped, unlocked or unmapped.
    /// IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public void MmBuildMdlForNonPagedPool(Mdl mdl) => Call(MmMdlDdis.MmBuildMdlForNonPagedPool, mdl.Pointer);

    /// <summary>
    /// Probes a buffer and locks its pages. IRQL: up to DISPATCH_LEVEL, pageable memory up to APC_LEVEL. Raises STATUS_ACCESS_VIOLATION for
    /// a bad buffer and STATUS_INSUFFICIENT_RESOURCES without pages, so it needs a try/except.
    /// </summary>
    public void MmProbeAndLockPages(Mdl mdl, KPROCESSOR_MODE accessMode, LOCK_OPERATION operation) =>
        Call(MmMdlDdis.MmProbeAndLockPages, mdl.Pointer, (ulong)accessMode, (ulong)operation);

    /// <summary>The same for a buffer of another process (PEPROCESS). IRQL and failures as there.</summary>
    public void MmProbeAndLockProcessPages(Mdl mdl, Pointer process, KPROCESSOR_MODE accessMode, LOCK_OPERATION operation) =>
        Call(MmMdlDdis.MmProbeAndLockProcessPages, mdl.Pointer, process, (ulong)accessMode, (ulong)operation);

    /// <summary>
    /// Locks single pages as the buffer of an MDL: <paramref name="segmentArray"/> has the address of a page for each, 8 bytes. IRQL: up to
    /// APC_LEVEL. Failures as for <see cref="MmProbeAndLockPages"/>.
    /// </summary>
    public void MmProbeAndLockSelectedPages(Mdl mdl, Pointer segmentArray, KPROCESSOR_MODE accessMode, LOCK_OPERATION operation) =>
        Call(MmMdlDdis.MmProbeAndLockSelectedPages, mdl.Pointer, segmentArray, (ulong)accessMode, (ulong)operation);

    /// <summary>Unlocks the pages and drops their system mapping. IRQL: up to DISPATCH_LEVEL.</summary>
    public void MmUnlockPages(Mdl mdl) => Call(MmMdlDdis.MmUnlockPages, mdl.Pointer);

    /// <summary>The physical address of a byte; 0 when it is not in memory. Any IRQL.</summary>
    public ulong MmGetPhysicalAddress(Pointer baseAddress) => Call(MmMdlDdis.MmGetPhysicalAddress, baseAddress);

    /// <summary>Would a touch need no page fault at this moment? IRQL: up to DISPATCH_LEVEL.</summary>
    public bool MmIsAddressValid(Pointer virtualAddress) => (byte)Call(MmMdlDdis.MmIsAddressValid, virtualAddress) != 0;

    /// <summary>Macro: the buffer's address in the context that it came from.</summary>
    public Pointer MmGetMdlVirtualAddress(Mdl mdl) => mdl.StartVa + mdl.ByteOffset;

    /// <summary>Macro: bytes of the buffer.</summary>
    public uint MmGetMdlByteCount(Mdl mdl) => mdl.ByteCount;

    /// <summary>Macro: where in its first page the buffer begins.</summary>
    public uint MmGetMdlByteOffset(Mdl mdl) => mdl.ByteOffset;

    /// <summary>Macro: the page frame numbers, 8 bytes each.</summary>
    public Pointer MmGetMdlPfnArray(Mdl mdl) => mdl.Pointer + Mdl.Bytes;

    /// <summary>Macro: drops a partial MDL's own mapping, so that it can be built again. IRQL: up to DISPATCH_LEVEL.</summary>
    public void MmPrepareMdlForReuse(Mdl mdl)
    {
        if (mdl.Has(MDL_FLAGS.MDL_PARTIAL_HAS_BEEN_MAPPED))
        {
            MmUnmapLockedPages(mdl.MappedSystemVa, mdl);
        }
    }
}
