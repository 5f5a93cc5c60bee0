namespace Verifier.Kernel;

/// <summary>
/// The rules of DMA: bug check 0xE6 with DMA Verification on, a noted violation otherwise (harness/docs/facts/bugchecks.md#dma-rules).
/// </summary>
internal static class DmaRules
{
    /// <summary>A rule was broken.</summary>
    public static void BreakDma(this Machine machine, BugCheck stop, string text) => machine.Violate(
        new ProtocolViolation(stop, text),
        DriverVerifierOptions.DmaVerification);

    /// <summary>The routine may be called up to an IRQL.</summary>
    public static void RequireDmaIrqlAtMost(this Machine machine, KIRQL highest, string routine)
    {
        if (machine.Irql > highest)
        {
            var text = $"{routine} was called at {machine.IrqlName}; it may be called up to {highest}.";
            machine.BreakDma(Stops.Dma.AboveHighestIrql(highest, machine.Irql), text);
        }
    }

    /// <summary>The routine must be called at DISPATCH_LEVEL.</summary>
    public static void RequireDmaAtDispatch(this Machine machine, string routine)
    {
        if (machine.Irql != KIRQL.DISPATCH_LEVEL)
        {
            var text = $"{routine} was called at {machine.IrqlName}; it must be called at DISPATCH_LEVEL.";
            machine.BreakDma(Stops.Dma.NotAtIrql(KIRQL.DISPATCH_LEVEL, machine.Irql), text);
        }
    }
}
