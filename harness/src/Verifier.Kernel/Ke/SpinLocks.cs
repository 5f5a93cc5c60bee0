namespace Verifier.Kernel;

/// <summary>
/// Spin locks: a word in memory, 0 when free. There is one processor, so a lock that is held when it is acquired will never be
/// released: that is a hang, or 0xC4/0x1000 where deadlock detection is on and the thread holds it itself
/// (harness/docs/facts/io.md#locks-and-regions).
/// </summary>
internal sealed class SpinLocks(Machine machine)
{
    private const int QueuedLock = 0x8;
    private const int QueuedOldIrql = 0x10;


    /// <summary>KeInitializeSpinLock.</summary>
    public void Initialise(ulong address)
    {
        machine.SyncObjects.RequireNonPaged(address, "spin lock");
        if (machine.Freed.LooksFreed(address))
        {
            FreedObjects.Report(machine, address, "spin lock");
        }

        machine.Locks.Initialised(address, LockKind.SpinLock);
        machine.Memory.Write(address, 0UL);
    }

    /// <summary>KeAcquireSpinLock: raises to DISPATCH_LEVEL; the level before.</summary>
    public KIRQL AcquireRaising(ulong address)
    {
        var old = Raise(address);
        Take(address, LockKind.SpinLock, 1);
        return old;
    }

    /// <summary>KeAcquireSpinLockAtDpcLevel.</summary>
    public void AcquireAtDpcLevel(ulong address)
    {
        RequireDispatch(Stops.DriverVerifier.SpinLockAcquiredBelowDispatch, address, "KeAcquireSpinLockAtDpcLevel");
        Take(address, LockKind.SpinLock, 1);
    }

    /// <summary>KeTryToAcquireSpinLockAtDpcLevel: false when it is held.</summary>
    public bool TryAcquireAtDpcLevel(ulong address)
    {
        RequireDispatch(Stops.DriverVerifier.SpinLockAcquiredBelowDispatch, address, "KeTryToAcquireSpinLockAtDpcLevel");
        if (machine.Memory.Read<ulong>(address) != 0)
        {
            FreedObjects.Report(machine, address, "spin lock");
            return false;
        }

        Take(address, LockKind.SpinLock, 1, canWait: false);
        return true;
    }

    /// <summary>KeReleaseSpinLock: restores the level that the acquisition returned.</summary>
    public void ReleaseLowering(ulong address, KIRQL newIrql)
    {
        if (machine.Irql != KIRQL.DISPATCH_LEVEL)
        {
            Report(
                Stops.DriverVerifier.SpinLockReleasedNotAtDispatch(machine.Irql, address, 0),
                $"KeReleaseSpinLock was called at {machine.IrqlName}; the lock is held at DISPATCH_LEVEL only.");
        }

        Free(address, LockKind.SpinLock);
        machine.Processor.Lower(newIrql);
    }

    /// <summary>KeReleaseSpinLockFromDpcLevel.</summary>
    public void ReleaseFromDpcLevel(ulong address)
    {
        RequireDispatch(Stops.DriverVerifier.SpinLockReleasedBelowDispatch, address, "KeReleaseSpinLockFromDpcLevel");
        Free(address, LockKind.SpinLock);
    }

    /// <summary>KeAcquireInStackQueuedSpinLock: the handle remembers lock and level.</summary>
    public void AcquireQueued(ulong address, ulong handle)
    {
        var old = Raise(address);
        machine.Memory.Write(handle + QueuedOldIrql, (byte)old);
        TakeQueued(address, handle);
    }

    /// <summary>KeAcquireInStackQueuedSpinLockAtDpcLevel.</summary>
    public void AcquireQueuedAtDpcLevel(ulong address, ulong handle)
    {
        RequireDispatch(Stops.DriverVerifier.SpinLockAcquiredBelowDispatch, address, "KeAcquireInStackQueuedSpinLockAtDpcLevel");
        TakeQueued(address, handle);
    }

    /// <summary>KeReleaseInStackQueuedSpinLock.</summary>
    public void ReleaseQueued(ulong handle)
    {
        var address = machine.Memory.Read<ulong>(handle + QueuedLock);
        if (machine.Irql != KIRQL.DISPATCH_LEVEL)
        {
            var text = $"KeReleaseInStackQueuedSpinLock was called at {machine.IrqlName}; the lock is held at DISPATCH_LEVEL only.";
            Report(Stops.DriverVerifier.QueuedLockReleasedNotAtDispatch(machine.Irql, address, 0), text);
        }

        Free(address, LockKind.QueuedSpinLock);
        machine.Processor.Lower((KIRQL)machine.Memory.Read<byte>(handle + QueuedOldIrql));
    }

    /// <summary>KeReleaseInStackQueuedSpinLockFromDpcLevel.</summary>
    public void ReleaseQueuedFromDpcLevel(ulong handle)
    {
        var address = machine.Memory.Read<ulong>(handle + QueuedLock);
        RequireDispatch(Stops.DriverVerifier.SpinLockReleasedBelowDispatch, address, "KeReleaseInStackQueuedSpinLockFromDpcLevel");
        Free(address, LockKind.QueuedSpinLock);
    }

    /// <summary>A lock that is acquired now must be free: the processor would spin for ever otherwise.</summary>
    public void RequireFree(ulong address)
    {
        if (machine.Memory.Read<ulong>(address) != 0)
        {
            throw Spin(address);
        }
    }

    private KIRQL Raise(ulong address)
    {
        var old = machine.Irql;
        if (old > KIRQL.DISPATCH_LEVEL)
        {
            Report(
                Stops.DriverVerifier.SpinLockAcquiredAboveDispatch(machine.Irql, address),
                $"A spin lock was acquired at {machine.IrqlName}; that is allowed up to DISPATCH_LEVEL.");
        }

        machine.Irql = KIRQL.DISPATCH_LEVEL;
        return old;
    }

    private void TakeQueued(ulong address, ulong handle)
    {
        machine.Memory.Write(handle, 0UL);
        machine.Memory.Write(handle + QueuedLock, address);
        Take(address, LockKind.QueuedSpinLock, handle);
    }

    private void Take(ulong address, LockKind kind, ulong word, bool canWait = true)
    {
        machine.SyncObjects.RequireNonPaged(address, "spin lock");
        if (machine.VerifierOptions != DriverVerifierOptions.None)
        {
            machine.VerifierCounters.AcquireSpinLocks++;
        }

        machine.Processor.NoteRaised();
        if (canWait)
        {
            machine.Locks.Acquiring(address, kind);
        }

        RequireFree(address);
        machine.Memory.Write(address, word);
        machine.Locks.Acquired(address, kind);
    }

    private Exception Spin(ulong address)
    {
        var holder = machine.Locks.All.FirstOrDefault(h => h.Address == address);
        var freed = holder is null ? machine.Freed.Find(address) : null;
        var why = holder is null
            ? $"it is not held: {freed?.Words ?? "it was never initialised, or its memory was overwritten"}"
            : holder.Thread == machine.Scheduler.Current ? "the same thread holds it already"
            : $"thread \"{holder.Thread.Name}\" holds it and cannot run";
        return machine.Hang($"The processor spins for ever on the spin lock at 0x{address:X}: {why}.", FreedMemory.About(freed));
    }

    private void Free(ulong address, LockKind kind)
    {
        var held = machine.Locks.All.LastOrDefault(h => h.Address == address);
        if (held is not null && held.Kind != kind)
        {
            machine.Locks.Report(
                Stops.DriverVerifier.MixedLockRoutines(address, 0, Dispatcher.OwnerId(machine.Scheduler.Current)),
                $"The spin lock at 0x{address:X} was acquired as a {held.Kind} and released as a {kind}.");
            kind = held.Kind;
        }

        machine.Locks.Released(address, kind);
        machine.Memory.Write(address, 0UL);
    }

    private void RequireDispatch(Func<KIRQL, ulong, BugCheck> stop, ulong address, string routine)
    {
        if (machine.Irql < KIRQL.DISPATCH_LEVEL)
        {
            Report(stop(machine.Irql, address), $"{routine} was called at {machine.IrqlName}; it needs DISPATCH_LEVEL.");
        }
    }

    private void Report(BugCheck stop, string text) => machine.Violate(new ProtocolViolation(stop, text));
}
