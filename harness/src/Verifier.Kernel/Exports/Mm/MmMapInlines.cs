namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: the system address of an MDL's buffer.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Macro: the system address of an MDL's buffer, mapping it with MmMapLockedPagesSpecifyCache if it has none yet. IRQL: up to
    /// DISPATCH_LEVEL. Returns NULL when PTEs are short.
    /// </summary>
    public Pointer MmGetSystemAddressForMdlSafe(Mdl mdl, MM_PAGE_PRIORITY priority) => MmMapDdis.HasSystemAddress(mdl)
        ? mdl.MappedSystemVa
        : MmMapLockedPagesSpecifyCache(mdl, KPROCESSOR_MODE.KernelMode, MEMORY_CACHING_TYPE.MmCached, Pointer.Null, false, priority);

    /// <summary>Obsolete macro: as MmGetSystemAddressForMdlSafe, over MmMapLockedPages, which bug checks when PTEs are short.</summary>
    public Pointer MmGetSystemAddressForMdl(Mdl mdl) =>
        MmMapDdis.HasSystemAddress(mdl) ? mdl.MappedSystemVa : MmMapLockedPages(mdl, KPROCESSOR_MODE.KernelMode);
}
