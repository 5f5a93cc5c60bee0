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

    /// <summary>QueryRoutine: what the value is reported to; NULL for a direct read.</summary>
    public Pointer QueryRoutine => Pointer.ReadPointer();

    /// <summary>Sets QueryRoutine to a routine of the driver that runs.</summary>
    public void SetQueryRoutine(RTL_QUERY_REGISTRY_ROUTINE? routine) => Pointer.Write(0, Owner.AddressOf(routine));

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

    /// <summary>Where a direct read stores the value; otherwise what the query routine is given.</summary>
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

    /// <summary>Bytes of the default; 0 counts a terminated text, or a whole list of them.</summary>
    public uint DefaultLength
    {
        get => Pointer.Read<uint>(DefaultLengthOffset);
        set => Pointer.Write(DefaultLengthOffset, value);
    }

    internal bool IsRequired => (Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_REQUIRED) != 0;

    /// <summary>The default as a value; null when the entry has none.</summary>
    internal RegistryValue? DefaultOf(Machine machine, string name)
    {
        const uint typeMask = 0xFF;
        var type = (REG_TYPE)(DefaultType & typeMask);
        if (type == REG_TYPE.REG_NONE || DefaultData.IsNull)
        {
            return null;
        }

        var data = new byte[DefaultLength == 0 && RegistryValue.IsTextType(type) ? TextLength(machine, DefaultData, type) : DefaultLength];
        machine.Memory.CopyFrom(DefaultData, data);
        return new RegistryValue(name, type, data);
    }

    // With all terminators: a list goes on until an empty string.
    private static ulong TextLength(Machine machine, ulong start, REG_TYPE type)
    {
        var at = start;
        int length;
        do
        {
            length = CountedString.ReadTerminated(machine, at, isWide: true).Length;
            at += (ulong)(length + 1) * sizeof(char);
        }
        while (type == REG_TYPE.REG_MULTI_SZ && length > 0);

        return at - start;
    }

    // A delegate gets its address in the image of the driver whose code runs.
    private DriverModel Owner => Pointer.Machine?.Caller?.Model
        ?? throw new InvalidOperationException("A query routine can be set by the code of a loaded model only.");
}
