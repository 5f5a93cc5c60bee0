namespace Verifier.Kernel;

/// <summary>
/// A call at an IRQL that its declaration forbids. A routine with a documented sub-code of its own checks itself before this one does
/// (facts/bugchecks.md §4); the rest are Driver Verifier's generic rules: 0xC4/0xE5 when the driver is verified, and a protocol
/// violation in the trace when it is not, since Windows itself does not look.
/// </summary>
internal static class IrqlCheck
{
    private const ulong WrongIrql = 0xE5;

    public static void Verify(Machine machine, Ddi ddi)
    {
        var rule = ddi.Irql;
        if (ddi.ChecksIrqlItself || (machine.Irql <= rule.Highest && machine.Irql >= rule.Lowest))
        {
            return;
        }

        machine.Violate(new ProtocolViolation(
            BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
            WrongIrql,
            (ulong)machine.Irql,
            0,
            0,
            $"{ddi.Name} was called at {machine.Irql}; it may be called at {rule}."));
    }
}
