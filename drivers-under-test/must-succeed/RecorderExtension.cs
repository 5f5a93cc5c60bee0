using Verifier.Kernel;

namespace Verifier.Drivers.MustSucceed;

/// <summary>The device extension: a typed view over its bytes, as the C structure would be.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct RecorderExtension(Pointer Pointer)
{
    /// <summary>sizeof(RECORDER_EXTENSION).</summary>
    public const uint Bytes = 0x20;

    /// <summary>KSPIN_LOCK that guards the list and the count.</summary>
    public Pointer Lock => Pointer;

    /// <summary>LIST_ENTRY: the head of the records.</summary>
    public Pointer Records => Pointer + 0x08;

    /// <summary>Records in the list.</summary>
    public uint Count
    {
        get => Pointer.Read<uint>(0x18);
        set => Pointer.Write(0x18, value);
    }
}

/// <summary>One record: LIST_ENTRY, length, bytes.</summary>
/// <param name="Pointer">The address of the record; also that of its LIST_ENTRY.</param>
public readonly record struct EventRecord(Pointer Pointer)
{
    /// <summary>FIELD_OFFSET(EVENT_RECORD, Data).</summary>
    public const uint HeaderBytes = 0x18;

    /// <summary>Bytes of data.</summary>
    public uint Length
    {
        get => Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, value);
    }

    /// <summary>The data.</summary>
    public Pointer Data => Pointer + HeaderBytes;
}
