namespace Verifier.Kernel;

/// <summary>
/// Checks that a thread does not end with a raised IRQL, disabled APCs (0x20), locks (0xC4/0x100A;
/// harness/docs/facts/bugchecks.md#stop-codes, #driver-verifier-rules).
/// </summary>
internal static class ThreadEnd
{
    public static void Check(Machine machine, SimulatedThread thread)
    {
        CancelRequests(machine, thread);
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

    /// <summary>The requests of IoBuildDeviceIoControlRequest and IoBuildSynchronousFsdRequest are the thread's: with it they are cancelled.</summary>
    private static void CancelRequests(Machine machine, SimulatedThread thread)
    {
        foreach (var record in machine.Io.Irps.Live.Where(r => r is { Kind: IrpKind.Threaded, IsComplete: false }).ToArray())
        {
            if (new Irp(machine, record.Address).Thread.Address == thread.ThreadObject)
            {
                machine.Executor.Run(machine.Io.Cancellation.Cancel(record.Address));
            }
        }
    }
}
