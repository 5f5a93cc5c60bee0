using Verifier.Kernel;

namespace Verifier.Drivers.Leaky;

/// <summary>The device extension: a typed view over its bytes, as the C structure would be.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct NotebookExtension(Pointer Pointer)
{
    /// <summary>sizeof(NOTEBOOK_EXTENSION).</summary>
    public const uint Bytes = 0x60;

    /// <summary>FAST_MUTEX that guards the rest.</summary>
    public Pointer Lock => Pointer;

    /// <summary>LIST_ENTRY: the head of the notes.</summary>
    public Pointer Notes => Pointer + 0x38;

    /// <summary>Notes in the list.</summary>
    public uint Count
    {
        get => Pointer.Read<uint>(0x48);
        set => Pointer.Write(0x48, value);
    }

    /// <summary>PVOID: the journal, <see cref="NotebookDriver.JournalBytes"/> bytes of paged pool.</summary>
    public Pointer Journal
    {
        get => Pointer.ReadPointer(0x50);
        set => Pointer.WritePointer(0x50, value);
    }

    /// <summary>Notes written since the device exists: the journal's next slot.</summary>
    public uint Written
    {
        get => Pointer.Read<uint>(0x58);
        set => Pointer.Write(0x58, value);
    }
}

/// <summary>One note: LIST_ENTRY, length, pointer to a block with the text.</summary>
/// <param name="Pointer">The address of the note; also that of its LIST_ENTRY.</param>
public readonly record struct Note(Pointer Pointer)
{
    /// <summary>sizeof(NOTE).</summary>
    public const uint Bytes = 0x20;

    /// <summary>Bytes of text.</summary>
    public uint Length
    {
        get => Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, value);
    }

    /// <summary>PVOID: the text.</summary>
    public Pointer Text
    {
        get => Pointer.ReadPointer(0x18);
        set => Pointer.WritePointer(0x18, value);
    }
}
