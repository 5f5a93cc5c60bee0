namespace Verifier.Kernel;

/// <summary>
/// KeWaitForSingleObject and its kin: when a wait is allowed, when it ends, and what the thread owns afterwards
/// (harness/docs/facts/io.md#locks-and-regions, harness/docs/facts/bugchecks.md#driver-verifier-rules 0x3B, 0x120 to 0x123).
/// </summary>
internal sealed class Waits(Machine machine)
{
    /// <summary>Most objects of one wait, and most without a wait block array.</summary>
    public const int MaximumWaitObjects = 64;
    public const int ThreadWaitObjects = 3;

    private const uint WaitBlockBytes = 0x30;

    /// <summary>The sequence of KeWaitForSingleObject; <paramref name="timeout"/> is the address of a LARGE_INTEGER or 0.</summary>
    public IEnumerator<KernelAction> ForSingle(ulong address, KPROCESSOR_MODE mode, bool alertable, ulong timeout)
    {
        CheckSingle(address, mode, timeout);
        return Block(new WaitRequest([address], All: false, alertable, DueTime(timeout)));
    }

    /// <summary>The sequence of KeWaitForMultipleObjects; <paramref name="array"/> holds the addresses.</summary>
    public IEnumerator<KernelAction> ForMultiple(
        uint count, ulong array, bool all, KPROCESSOR_MODE mode, bool alertable, ulong timeout, ulong waitBlocks)
    {
        RequireCount(count, waitBlocks);
        var objects = new ulong[count];
        CheckLevel(array, timeout);
        UseWaitBlocks(waitBlocks, count);
        for (var i = 0; i < objects.Length; i++)
        {
            objects[i] = machine.Memory.Read<ulong>(array + (ulong)(8 * i));
            if (machine.Freed.LooksFreed(objects[i]))
            {
                FreedObjects.Report(machine, objects[i], "object waited for");
            }

            CheckPlace(objects[i], mode);
        }

        return Block(new WaitRequest(objects, all, alertable, DueTime(timeout)));
    }

    /// <summary>The sequence of KeDelayExecutionThread.</summary>
    public IEnumerator<KernelAction> Delay(bool alertable, ulong interval)
    {
        CheckLevel(0, interval);
        var due = DueTime(interval);
        if (machine.Irql == KIRQL.DISPATCH_LEVEL && interval != 0 && machine.Memory.Read<long>(interval) == 0)
        {
            IrqlCheck.Report(machine, Ddis.KeDelayExecutionThread);
        }

        if (due <= machine.Clock.Now && machine.Irql < KIRQL.DISPATCH_LEVEL)
        {
            machine.Scheduler.Yield();
        }

        return Block(new WaitRequest([], All: false, alertable, due));
    }

    /// <summary>Makes the checks of Driver Verifier on a wait before it may fail it.</summary>
    public void CheckSingle(ulong address, KPROCESSOR_MODE mode, ulong timeout)
    {
        CheckLevel(address, timeout);
        CheckPlace(address, mode);
    }

    private void CheckPlace(ulong address, KPROCESSOR_MODE mode)
    {
        machine.SyncObjects.RequireNonPaged(address, "object waited for");
        if (mode == KPROCESSOR_MODE.UserMode && machine.Dispatcher.TypeOf(address) == DispatcherType.Mutant)
        {
            machine.Note(new RuleBreach(
                "UserMode wait for a mutex", $"A UserMode wait is for the mutex at 0x{address:X}; a mutex is waited for in KernelMode."));
        }

        if (mode == KPROCESSOR_MODE.UserMode && machine.Scheduler.Current.Stack.Contains(address))
        {
            // A user-mode wait lets the kernel stack be paged out, and the object with it.
            machine.Violate(
                new ProtocolViolation(
                    Stops.DriverVerifier.UserWaitOnStack(address),
                    $"A UserMode wait uses the object at 0x{address:X}, which is on the stack."),
                DriverVerifierOptions.MiscellaneousChecks);
        }
    }

    /// <summary>
    /// The end of a LARGE_INTEGER timeout in interrupt time. A timeout is negative if relative, positive for absolute system time, both in
    /// 100 ns.
    /// </summary>
    public long DueTime(ulong timeout) => timeout == 0 ? WaitRequest.Forever : machine.Clock.DueAt(machine.Memory.Read<long>(timeout));

    /// <summary>Checks that a wait is in a thread, not in a DPC.</summary>
    public void RequireMayBlock()
    {
        if (machine.Dpcs.IsRunning)
        {
            throw machine.BugCheck(
                Stops.AttemptedSwitchFromDpc(machine.Scheduler.Current.ThreadObject, 0, 0), "A DPC waited; it must never block.");
        }
    }

    private IEnumerator<KernelAction> Block(WaitRequest request)
    {
        var canBlock = request.DueTime > machine.Clock.Now;
        foreach (var address in request.Objects)
        {
            if (canBlock)
            {
                machine.Dispatcher.RequireInitialised(address);
            }

            if (machine.Dispatcher.TypeOf(address) == DispatcherType.Mutant)
            {
                AboutToAcquire(address);
            }
        }

        if (canBlock)
        {
            RequireMayBlock();
        }

        yield return KernelAction.Block(request);
        NoteMutexes(request, new NTSTATUS((uint)machine.Scheduler.Current.Result));
    }

    /// <summary>A mutex can be acquired again only so often; one that another thread has may be waited for.</summary>
    private void AboutToAcquire(ulong mutant)
    {
        if (!IsOwner(mutant))
        {
            machine.Locks.Acquiring(mutant, LockKind.Mutex);
        }
        else if (machine.Dispatcher.SignalState(mutant) == int.MinValue)
        {
            throw new KernelException(NTSTATUS.STATUS_MUTANT_LIMIT_EXCEEDED);
        }
    }

    /// <summary>Mutexes that the wait took belong to the thread now.</summary>
    private void NoteMutexes(WaitRequest request, NTSTATUS status)
    {
        if (status == NTSTATUS.STATUS_TIMEOUT || status == NTSTATUS.STATUS_ALERTED)
        {
            return;
        }

        const uint indexBits = 0x3F;
        for (var i = 0; i < request.Objects.Count; i++)
        {
            var address = request.Objects[i];
            var taken = request.All || i == (int)(status.Value & indexBits);
            if (taken && machine.Dispatcher.TypeOf(address) == DispatcherType.Mutant && machine.Dispatcher.SignalState(address) == 0)
            {
                machine.Locks.Acquired(address, LockKind.Mutex);
            }
        }
    }

    private bool IsOwner(ulong mutant) => machine.Dispatcher.OwnerOf(mutant) == Dispatcher.OwnerId(machine.Scheduler.Current);

    private void RequireCount(uint count, ulong waitBlocks)
    {
        if (count > (waitBlocks == 0 ? ThreadWaitObjects : MaximumWaitObjects))
        {
            throw machine.BugCheck(
                Stops.MaximumWaitObjectsExceeded(),
                $"KeWaitForMultipleObjects was given {Counted.Of(count, "object")} {(waitBlocks == 0 ? "and no wait block array" : "at once")}.");
        }
    }

    /// <summary>The kernel keeps its records of the wait in the caller's array, at DISPATCH_LEVEL: one KWAIT_BLOCK for each object.</summary>
    private void UseWaitBlocks(ulong waitBlocks, uint count)
    {
        if (waitBlocks != 0 && count > 0)
        {
            machine.SyncObjects.RequireNonPaged(waitBlocks, "array of wait blocks");
            machine.Memory.Touch(waitBlocks, WaitBlockBytes * count, MemoryAccess.Write);
        }
    }

    private void CheckLevel(ulong address, ulong timeout)
    {
        var irql = machine.Irql;
        if (irql < KIRQL.DISPATCH_LEVEL)
        {
            return;
        }

        var atOnce = timeout != 0 && machine.Memory.Read<long>(timeout) == 0;
        if (irql == KIRQL.DISPATCH_LEVEL && atOnce)
        {
            return;
        }

        // Before Windows 7 one sub-code for all (our reading: the newer ones name the case). P2 to P4 are the values where the newer
        // ones document their addresses: a simulated wait has no stack slots to point to.
        var stop = machine.Profile.Version < WindowsVersion.Windows7 ? Stops.DriverVerifier.WaitAtDispatch(irql, address, timeout)
            : irql > KIRQL.DISPATCH_LEVEL ? Stops.DriverVerifier.WaitAboveDispatch((ulong)irql, address, timeout)
            : timeout == 0 ? Stops.DriverVerifier.WaitForEverAtDispatch((ulong)irql, address, timeout)
            : Stops.DriverVerifier.TimedWaitAtDispatch((ulong)irql, address, timeout);
        machine.Violate(new ProtocolViolation(
            stop,
            $"The driver waits at {machine.Profile.IrqlName(irql)}; a wait that may block needs APC_LEVEL or lower."));
    }
}
