namespace Verifier.Binaries.Images;

/// <summary>A section of an image, as its header describes it.</summary>
/// <param name="Name">The name; a long one as the COFF string table has it.</param>
/// <param name="Rva">Rva of its first byte.</param>
/// <param name="VirtualSize">Bytes in memory; those of the file when the header says 0.</param>
/// <param name="RawSize">Bytes in the file.</param>
/// <param name="Characteristics">IMAGE_SCN_* flags.</param>
internal sealed record PeSection(string Name, uint Rva, uint VirtualSize, uint RawSize, uint Characteristics)
{
    private const uint Discardable = 0x0200_0000, Executable = 0x2000_0000, Writable = 0x8000_0000;
    private const string PageablePrefix = "PAGE", InitialisationName = "INIT";

    /// <summary>One past its last byte.</summary>
    public uint End => Rva + VirtualSize;

    /// <summary>IMAGE_SCN_MEM_EXECUTE.</summary>
    public bool IsExecutable => (Characteristics & Executable) != 0;

    /// <summary>IMAGE_SCN_MEM_WRITE.</summary>
    public bool IsWritable => (Characteristics & Writable) != 0;

    /// <summary>IMAGE_SCN_MEM_DISCARDABLE.</summary>
    public bool IsDiscardable => (Characteristics & Discardable) != 0;

    /// <summary>
    /// The memory manager makes it pageable: its name begins with PAGE, in this case. The rest of the name groups code for
    /// MmLockPagableCodeSection and says nothing about paging, so PAGEKD is pageable too.
    /// </summary>
    public bool IsPageable => Name.StartsWith(PageablePrefix, StringComparison.Ordinal);

    /// <summary>It holds what only DriverEntry needs: it is named INIT and discardable.</summary>
    public bool IsInit => IsDiscardable && Name.StartsWith(InitialisationName, StringComparison.Ordinal);

    /// <summary>True if the section holds the byte at <paramref name="rva"/>.</summary>
    public bool Contains(uint rva) => rva - Rva < VirtualSize;
}
