namespace Verifier.Kernel;

/// <summary>
/// Checks the state in which a routine leaves a system worker thread: below DISPATCH_LEVEL (0xE1) and with APCs as they were (0x1,
/// harness/docs/facts/bugchecks.md#stop-codes).
/// </summary>
internal static class WorkerRules
{
    public static void Verify(Machine machine, ulong routine, ulong parameter, ulong item)
    {
        if (machine.Irql >= KIRQL.DISPATCH_LEVEL)
        {
            throw machine.BugCheck(
                Stops.WorkerThreadReturnedAtBadIrql(routine, machine.Irql, parameter, item),
                $"{machine.Images.NameOf(routine)} returned at {machine.IrqlName} to the system worker thread.");
        }

        IrqlReturn.Verify(machine, routine, KIRQL.PASSIVE_LEVEL);
        var thread = machine.Scheduler.Current;
        if (thread.ApcDisable != thread.InitialApcDisable || thread.SpecialApcDisable != 0)
        {
            const ulong workerRoutine = 1;
            var counts = ((ulong)(ushort)thread.SpecialApcDisable << 16) | (ushort)thread.ApcDisable;
            throw machine.BugCheck(
                Stops.ApcIndexMismatch(routine, 0, counts, workerRoutine),
                $"{machine.Images.NameOf(routine)} returned to the system worker thread inside a critical or guarded region.");
        }
    }
}
