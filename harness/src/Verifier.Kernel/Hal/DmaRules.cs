namespace Verifier.Kernel;

/// <summary>The rules of DMA: bug check 0xE6 with DMA Verification on, a noted violation otherwise (facts/bugchecks.md §6).</summary>
internal static class DmaRules
{
    public const ulong Miscellaneous = 0x00;
    public const ulong CommonBufferFreedTwice = 0x03;
    public const ulong ChannelFreedTwice = 0x04;
    public const ulong MapRegistersFreedTwice = 0x05;
    public const ulong ListFreedTwice = 0x06;
    public const ulong LiveBuffers = 0x07;
    public const ulong LiveChannels = 0x08;
    public const ulong LiveMapRegisters = 0x09;
    public const ulong LiveLists = 0x0A;
    public const ulong SecondChannel = 0x0B;
    public const ulong TooManyMapRegisters = 0x0C;
    public const ulong NotFlushed = 0x0D;
    public const ulong NotLocked = 0x0E;
    public const ulong Overwritten = 0x0F;
    public const ulong FreedWhileMapped = 0x10;
    public const ulong AboveHighestIrql = 0x13;
    public const ulong NotAtIrql = 0x14;
    public const ulong MappedTooMuch = 0x15;
    public const ulong FlushedUnmapped = 0x16;
    public const ulong AdapterReleased = 0x18;
    public const ulong NoAdapter = 0x19;
    public const ulong OutsideMdl = 0x1B;
    public const ulong MappedAlready = 0x1D;
    public const ulong ZeroLength = 0x21;
    public const ulong NotMapped = 0x22;
    public const ulong ChannelNotCompleted = 0x23;
    public const ulong DescriptionVersion = 0x25;

    /// <summary>A rule was broken.</summary>
    public static void BreakDma(this Machine machine, ulong subCode, ulong p2, ulong p3, ulong p4, string text) => machine.Violate(
        new ProtocolViolation(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, subCode, p2, p3, p4, text),
        DriverVerifierOptions.DmaVerification);

    /// <summary>The routine may be called up to an IRQL.</summary>
    public static void RequireDmaIrqlAtMost(this Machine machine, KIRQL highest, string routine)
    {
        if (machine.Irql > highest)
        {
            var text = $"{routine} was called at {machine.IrqlName}; it may be called up to {highest}.";
            machine.BreakDma(AboveHighestIrql, 0, (ulong)highest, (ulong)machine.Irql, text);
        }
    }

    /// <summary>The routine must be called at DISPATCH_LEVEL.</summary>
    public static void RequireDmaAtDispatch(this Machine machine, string routine)
    {
        if (machine.Irql != KIRQL.DISPATCH_LEVEL)
        {
            var text = $"{routine} was called at {machine.IrqlName}; it must be called at DISPATCH_LEVEL.";
            machine.BreakDma(NotAtIrql, 0, (ulong)KIRQL.DISPATCH_LEVEL, (ulong)machine.Irql, text);
        }
    }
}
