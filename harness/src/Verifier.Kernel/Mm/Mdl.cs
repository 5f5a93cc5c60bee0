namespace Verifier.Kernel;

/// <summary>
/// MDL, a view of 0x30 bytes in simulated memory (facts/wdm-io.md §7); one page frame number of 8 bytes for each page follows.
/// </summary>
public readonly struct Mdl : IEquatable<Mdl>
{
    /// <summary>sizeof(MDL), without the page frame numbers.</summary>
    public const int Bytes = 0x30;

    /// <summary>The MDL at an address that the driver kept.</summary>
    public Mdl(Pointer pointer) => Pointer = pointer;

    internal Mdl(Machine machine, ulong address)
        : this(new Pointer(machine, address))
    {
    }

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Is it NULL?</summary>
    public bool IsNull => Pointer.IsNull;

    /// <summary>The next MDL of a chain.</summary>
    public Mdl Next
    {
        get => new(Pointer.ReadPointer(0x00));
        set => Pointer.WritePointer(0x00, value.Pointer);
    }

    /// <summary>Bytes of the MDL with its page frame numbers.</summary>
    public short Size
    {
        get => Pointer.Read<short>(0x08);
        set => Pointer.Write(0x08, value);
    }

    /// <summary>What has been done with it.</summary>
    public MDL_FLAGS MdlFlags
    {
        get => (MDL_FLAGS)Pointer.Read<ushort>(0x0A);
        set => Pointer.Write(0x0A, (ushort)value);
    }

    /// <summary>The process whose pages are described, or NULL.</summary>
    public Pointer Process
    {
        get => Pointer.ReadPointer(0x10);
        set => Pointer.WritePointer(0x10, value);
    }

    /// <summary>The system address of the buffer, once it has one.</summary>
    public Pointer MappedSystemVa
    {
        get => Pointer.ReadPointer(0x18);
        set => Pointer.WritePointer(0x18, value);
    }

    /// <summary>The page in which the buffer begins.</summary>
    public Pointer StartVa
    {
        get => Pointer.ReadPointer(0x20);
        set => Pointer.WritePointer(0x20, value);
    }

    /// <summary>Bytes of the buffer.</summary>
    public uint ByteCount
    {
        get => Pointer.Read<uint>(0x28);
        set => Pointer.Write(0x28, value);
    }

    /// <summary>Where in its first page the buffer begins.</summary>
    public uint ByteOffset
    {
        get => Pointer.Read<uint>(0x2C);
        set => Pointer.Write(0x2C, value);
    }

    /// <summary>The page frame number of one page of the buffer.</summary>
    public ulong GetPfn(int index) => Pointer.Read<ulong>(Bytes + (8L * index));

    /// <summary>Sets the page frame number of one page of the buffer.</summary>
    public void SetPfn(int index, ulong value) => Pointer.Write(Bytes + (8L * index), value);

    /// <summary>Same MDL.</summary>
    public static bool operator ==(Mdl left, Mdl right) => left.Equals(right);

    /// <summary>Another MDL.</summary>
    public static bool operator !=(Mdl left, Mdl right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Mdl other) => Pointer == other.Pointer;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Mdl other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Pointer.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Pointer.ToString();

    internal bool Has(MDL_FLAGS flags) => (MdlFlags & flags) != 0;

    internal void Change(MDL_FLAGS clear, MDL_FLAGS set) => MdlFlags = (MdlFlags & ~clear) | set;

    /// <summary>The buffer's own address: StartVa + ByteOffset.</summary>
    internal ulong VirtualAddress => StartVa.Address + ByteOffset;
}
