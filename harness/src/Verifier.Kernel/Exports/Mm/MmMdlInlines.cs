namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: pages and MDLs.</content>
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

    /// <summary>Macro: makes an MDL of the driver's own memory, of at least <see cref="MmSizeOfMdl"/> bytes.</summary>
    public void MmInitializeMdl(Mdl mdl, Pointer baseVa, ulong length) => Machine.Mdls.Initialize(mdl, baseVa, length);

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
