namespace Verifier.Kernel;

/// <summary>RTL_QUERY_REGISTRY_TABLE, a view of 0x38 bytes in simulated memory; a zeroed entry ends a table.</summary>
public readonly struct RtlQueryRegistryTable
{
    internal const int Bytes = SizeOf.RTL_QUERY_REGISTRY_TABLE;

    private const int FlagsOffset = 0x08;
    private const int NameOffset = 0x10;
    private const int EntryContextOffset = 0x18;
    private const int DefaultTypeOffset = 0x20;
    private const int DefaultDataOffset = 0x28;
    private const int DefaultLengthOffset = 0x30;

    /// <summary>The entry at a place.</summary>
    public RtlQueryRegistryTable(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>QueryRoutine.</summary>
    public Pointer QueryRoutine => Pointer.ReadPointer();

    /// <summary>How the value is read.</summary>
    public RTL_QUERY_REGISTRY Flags
    {
        get => (RTL_QUERY_REGISTRY)Pointer.Read<uint>(FlagsOffset);
        set => Pointer.Write(FlagsOffset, (uint)value);
    }

    /// <summary>The value's name: terminated 16-bit characters.</summary>
    public Pointer Name
    {
        get => Pointer.ReadPointer(NameOffset);
        set => Pointer.WritePointer(NameOffset, value);
    }

    /// <summary>Where a direct read stores the value.</summary>
    public Pointer EntryContext
    {
        get => Pointer.ReadPointer(EntryContextOffset);
        set => Pointer.WritePointer(EntryContextOffset, value);
    }

    /// <summary>The type of the default; REG_NONE when there is none. With TYPECHECK the upper byte is the type required.</summary>
    public uint DefaultType
    {
        get => Pointer.Read<uint>(DefaultTypeOffset);
        set => Pointer.Write(DefaultTypeOffset, value);
    }

    /// <summary>The default.</summary>
    public Pointer DefaultData
    {
        get => Pointer.ReadPointer(DefaultDataOffset);
        set => Pointer.WritePointer(DefaultDataOffset, value);
    }

    /// <summary>Bytes of the default; 0 counts a terminated text.</summary>
    public uint DefaultLength
    {
        get => Pointer.Read<uint>(DefaultLengthOffset);
        set => Pointer.Write(DefaultLengthOffset, value);
    }
}
