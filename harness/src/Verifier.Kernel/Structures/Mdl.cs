namespace Verifier.Kernel;

/// <summary>
/// MDL, a view of 0x30 bytes in simulated memory (harness/docs/facts/io.md#structure-layouts); one page frame number of 8 bytes for each
/// page follows.
/// </summary>
[View(SizeOf.MDL, Public = ViewMembers.Bytes | ViewMembers.Constructor | ViewMembers.IsNull | ViewMembers.Equality)]
public readonly partial struct Mdl
{
    /// <summary>The next MDL of a chain.</summary>
    [Field(0x00)] public partial Mdl Next { get; set; }

    /// <summary>Bytes of the MDL with its page frame numbers.</summary>
    [Field(0x08)] public partial short Size { get; set; }

    /// <summary>The flags of its state.</summary>
    [Field(0x0A)] public partial MDL_FLAGS MdlFlags { get; set; }

    /// <summary>The process whose pages are described, or NULL.</summary>
    [Field(0x10)] public partial Pointer Process { get; set; }

    /// <summary>The system address of the buffer, once it has one.</summary>
    [Field(0x18)] public partial Pointer MappedSystemVa { get; set; }

    /// <summary>The page in which the buffer begins.</summary>
    [Field(0x20)] public partial Pointer StartVa { get; set; }

    /// <summary>Bytes of the buffer.</summary>
    [Field(0x28)] public partial uint ByteCount { get; set; }

    /// <summary>Offset of the buffer in its first page.</summary>
    [Field(0x2C)] public partial uint ByteOffset { get; set; }

    /// <summary>The page frame number of one page of the buffer.</summary>
    public ulong GetPfn(int index) => Pointer.Read<ulong>(Bytes + (8L * index));

    /// <summary>Sets the page frame number of one page of the buffer.</summary>
    public void SetPfn(int index, ulong value) => Pointer.Write(Bytes + (8L * index), value);

    /// <inheritdoc/>
    public override string ToString() => Pointer.ToString();

    internal bool Has(MDL_FLAGS flags) => (MdlFlags & flags) != 0;

    internal void Change(MDL_FLAGS clear, MDL_FLAGS set) => MdlFlags = (MdlFlags & ~clear) | set;

    /// <summary>The buffer's own address: StartVa + ByteOffset.</summary>
    internal ulong VirtualAddress => StartVa.Address + ByteOffset;
}
