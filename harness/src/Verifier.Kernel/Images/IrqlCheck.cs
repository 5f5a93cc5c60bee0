namespace Verifier.Kernel;

/// <summary>
/// A call at an IRQL that its declaration forbids. A routine with a documented sub-code of its own checks itself before this one does
/// (harness/docs/facts/bugchecks.md#driver-verifier-rules); the rest are Driver Verifier's generic rules: 0xC4/0xE5 when the driver is
/// verified, and a protocol violation in the trace when it is not, since Windows itself does not look.
/// </summary>
internal static class IrqlCheck
{
    private const uint PowerDeviceD0 = 1;

    public static void Verify(Machine machine, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        if (!ddi.ChecksIrqlItself && !Allows(machine, ddi.Irql, arguments))
        {
            Report(machine, ddi);
        }
    }

    /// <summary>Reports a call at a level that the routine's rule forbids.</summary>
    public static void Report(Machine machine, Ddi ddi) => machine.Violate(new ProtocolViolation(
        Stops.DriverVerifier.WrongIrql(machine.Irql), $"{ddi.Name} was called at {machine.IrqlName}; it may be called at {ddi.Irql}."));

    private static bool Allows(Machine machine, IrqlRule rule, ReadOnlySpan<ulong> arguments)
    {
        var highest = Holds(machine, rule, arguments) ? rule.HighestWhen : rule.Highest;
        return machine.Irql >= rule.Lowest && machine.Irql <= machine.Profile.LevelOf(highest);
    }

    // What kind of memory, mapping or wait a call is about, only the routine itself can tell.
    private static bool Holds(Machine machine, IrqlRule rule, ReadOnlySpan<ulong> arguments) => rule.When switch
    {
        IrqlCondition.WaitFollows => (byte)arguments[rule.Parameter] != 0,
        IrqlCondition.NotD0 => (uint)arguments[rule.Parameter] != PowerDeviceD0,
        IrqlCondition.PageableDriver => machine.Part<IDeviceStacks>(MachinePart.IoAnswers).IsPageableAbove(arguments[rule.Parameter]),
        IrqlCondition.OlderWindows => machine.Profile.Version < rule.Since,
        _ => false,
    };
}
