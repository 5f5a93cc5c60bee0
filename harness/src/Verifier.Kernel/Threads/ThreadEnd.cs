namespace Verifier.Kernel;

/// <summary>
/// Checks that a thread does not end with a raised IRQL, disabled APCs (0x20), locks (0xC4/0x100A;
/// harness/docs/facts/bugchecks.md#stop-codes, #driver-verifier-rules).
/// </summary>
internal static class ThreadEnd
{
    public static void Check(Machine machine, SimulatedThread thread)
    {
        machine.Part<IThreadRequests>(MachinePart.IoAnswers).CancelRequestsOf(thread);
        var disabled = thread.ApcDisable - thread.InitialApcDisable + thread.SpecialApcDisable;
        if (machine.Irql != KIRQL.PASSIVE_LEVEL || disabled != 0)
        {
            throw machine.BugCheck(
                Stops.KernelApcPendingDuringExit(0, disabled, machine.Irql),
                $"Thread \"{thread.Name}\" ended at {machine.IrqlName} with an APC disable count of {disabled}.");
        }

        foreach (var mutex in machine.Locks.HeldBy(thread).Where(h => h.Kind == LockKind.Mutex).ToArray())
        {
            machine.Dispatcher.Abandon(mutex.Address);
        }

        machine.Locks.ThreadEnded(thread);
    }
}
