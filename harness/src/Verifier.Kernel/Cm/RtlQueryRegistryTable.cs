namespace Verifier.Kernel;

/// <summary>RTL_QUERY_REGISTRY_TABLE, a view of 0x38 bytes in simulated memory; a zeroed entry ends a table.</summary>
[View(SizeOf.RTL_QUERY_REGISTRY_TABLE, Public = ViewMembers.Constructor)]
public readonly partial struct RtlQueryRegistryTable
{
    /// <summary>QueryRoutine: what the value is reported to; NULL for a direct read.</summary>
    [Field(0x00)] public partial Pointer QueryRoutine { get; }

    /// <summary>The options with which the value is read.</summary>
    [Field(0x08)] public partial RTL_QUERY_REGISTRY Flags { get; set; }

    /// <summary>The value's name: terminated 16-bit characters.</summary>
    [Field(0x10)] public partial Pointer Name { get; set; }

    /// <summary>The address at which a direct read stores the value; otherwise the context of the query routine.</summary>
    [Field(0x18)] public partial Pointer EntryContext { get; set; }

    /// <summary>The type of the default; REG_NONE when there is none. With TYPECHECK the upper byte is the type required.</summary>
    [Field(0x20)] public partial uint DefaultType { get; set; }

    /// <summary>The default.</summary>
    [Field(0x28)] public partial Pointer DefaultData { get; set; }

    /// <summary>Bytes of the default; 0 counts a terminated text, or a whole list of them.</summary>
    [Field(0x30)] public partial uint DefaultLength { get; set; }

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
}
