namespace Verifier.Kernel;

/// <summary>
/// Work that begins outside of any driver: a request of the application, or what the system does on a thread of its own (loading a
/// driver, PnP). An exception that a driver raises there and no frame catches stops the machine; then the caller is unwound as well.
/// </summary>
internal static class Operation
{
    /// <summary>Plays a sequence on the thread that has the baton, as a system service does.</summary>
    public static ulong Run(Machine machine, IEnumerator<KernelAction> sequence)
    {
        ThrowIfStopped(machine);
        var (caller, depth, ddi) = (machine.Caller, machine.KernelDepth, machine.CurrentDdi);
        (machine.Caller, machine.KernelDepth, machine.CurrentDdi) = (null, 1, null);
        machine.Executor.Guard(Play, machine, sequence);
        ThrowIfStopped(machine);
        (machine.Caller, machine.KernelDepth, machine.CurrentDdi) = (caller, depth, ddi);
        return machine.Scheduler.Current.Result;
    }

    /// <summary>Plays a sequence on a system thread while the calling thread waits for its end.</summary>
    public static ulong RunOnSystemThread(Machine machine, string name, IEnumerator<KernelAction> sequence)
    {
        ThrowIfStopped(machine);
        var result = 0UL;
        machine.Scheduler.RunOnSystemThread(name, () => result = Run(machine, sequence));
        ThrowIfStopped(machine);
        return result;
    }

    private static void Play(Machine machine, IEnumerator<KernelAction> sequence)
    {
        var result = machine.Executor.Run(sequence);
        if (machine.Io.Files.HaveUnreferenced)
        {
            machine.Executor.Run(machine.Io.Opening.CloseUnreferenced());
        }

        machine.Dpcs.Deliver();
        machine.Scheduler.Current.Result = result;
    }

    private static void ThrowIfStopped(Machine machine)
    {
        if (machine.IsStopped)
        {
            throw MachineStopped.Instance;
        }
    }
}
