using Verifier.Kernel;

namespace Verifier.Drivers.Pool2Migrated;

/// <summary>The state of an open handle: FsContext of its file object. A typed view over its bytes.</summary>
/// <param name="Pointer">The address of the session.</param>
public readonly record struct Session(Pointer Pointer)
{
    /// <summary>sizeof(SESSION).</summary>
    public const uint Bytes = 0x48;

    /// <summary>The newest record, or NULL.</summary>
    public Record Newest
    {
        get => new(Pointer.ReadPointer());
        set => Pointer.WritePointer(0, value.Pointer);
    }

    /// <summary>Records in the session.</summary>
    public uint Count
    {
        get => Pointer.Read<uint>(0x08);
        set => Pointer.Write(0x08, value);
    }

    /// <summary>FAST_MUTEX that guards both.</summary>
    public Pointer Lock => Pointer + 0x10;
}

/// <summary>One record of a session: next, length, bytes.</summary>
/// <param name="Pointer">The address of the record.</param>
public readonly record struct Record(Pointer Pointer)
{
    /// <summary>FIELD_OFFSET(RECORD, Data).</summary>
    public const uint HeaderBytes = 0x10;

    /// <summary>The record before this one, or NULL.</summary>
    public Record Older
    {
        get => new(Pointer.ReadPointer());
        set => Pointer.WritePointer(0, value.Pointer);
    }

    /// <summary>Bytes of data.</summary>
    public uint Length
    {
        get => Pointer.Read<uint>(0x08);
        set => Pointer.Write(0x08, value);
    }

    /// <summary>The data.</summary>
    public Pointer Data => Pointer + HeaderBytes;
}
