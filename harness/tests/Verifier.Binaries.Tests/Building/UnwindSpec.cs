namespace Verifier.Binaries.Tests.Building;

/// <summary>An UNWIND_INFO to write. Slots are as they stand in memory: code offset, then operation and its information.</summary>
internal sealed record UnwindSpec
{
    public const int ExceptionHandler = 1, TerminationHandler = 2, Chained = 4;

    public int Version { get; init; } = 1;

    public int Flags { get; init; }

    public int PrologBytes { get; init; }

    /// <summary>Number of the register, 0 for none.</summary>
    public int FrameRegister { get; init; }

    /// <summary>In units of 16 bytes.</summary>
    public int FrameOffset { get; init; }

    /// <summary>The slots, of 2 bytes each.</summary>
    public ushort[] Slots { get; init; } = [];

    /// <summary>Rva of the language handler, when a flag asks for one.</summary>
    public uint HandlerRva { get; init; }

    /// <summary>What is behind the handler's rva; for chained information, the RUNTIME_FUNCTION.</summary>
    public byte[] LanguageData { get; init; } = [];

    /// <summary>A slot: an operation of the prolog, with what it says about itself.</summary>
    public static ushort Slot(int codeOffset, int operation, int information) => (ushort)(codeOffset | (operation << 8) | (information << 12));

    /// <summary>The bytes of the UNWIND_INFO.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write((byte)(Version | (Flags << 3)));
        writer.Write((byte)PrologBytes);
        writer.Write((byte)Slots.Length);
        writer.Write((byte)(FrameRegister | (FrameOffset << 4)));
        Array.ForEach(Slots, writer.Write);
        if (Slots.Length % 2 != 0)
        {
            writer.Write((ushort)0);
        }

        if ((Flags & (ExceptionHandler | TerminationHandler)) != 0)
        {
            writer.Write(HandlerRva);
        }

        writer.Write(LanguageData);
        return stream.ToArray();
    }
}
