using Verifier.Kernel;

namespace Verifier.Drivers.LookasideUser;

/// <summary>The device extension: a typed view over its bytes, as the C structure would be.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct MailboxExtension(Pointer Pointer)
{
    /// <summary>sizeof(MAILBOX_EXTENSION).</summary>
    public const uint Bytes = SizeOf.NPAGED_LOOKASIDE_LIST + 0x20;

    private const long LockOffset = SizeOf.NPAGED_LOOKASIDE_LIST;

    /// <summary>NPAGED_LOOKASIDE_LIST of letters; first, for it is 16-byte aligned.</summary>
    public Pointer Letters => Pointer;

    /// <summary>KSPIN_LOCK that guards the queue.</summary>
    public Pointer Lock => Pointer + LockOffset;

    /// <summary>LIST_ENTRY: the head of the queue.</summary>
    public Pointer Queue => Pointer + (LockOffset + 0x10);
}

/// <summary>One letter: an entry of the lookaside list, with LIST_ENTRY, length and text.</summary>
/// <param name="Pointer">The address of the letter; also that of its LIST_ENTRY.</param>
public readonly record struct Letter(Pointer Pointer)
{
    /// <summary>sizeof(LETTER).</summary>
    public const uint Bytes = 0x400;

    /// <summary>The longest text.</summary>
    public const uint TextBytes = Bytes - TextOffset;

    private const uint TextOffset = 0x18;

    /// <summary>Bytes of text.</summary>
    public uint Length
    {
        get => Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, value);
    }

    /// <summary>The text.</summary>
    public Pointer Text => Pointer + TextOffset;
}
