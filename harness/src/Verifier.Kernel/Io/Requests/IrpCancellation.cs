namespace Verifier.Kernel;

/// <summary>IoCancelIrp and the cancel spin lock (harness/docs/facts/io.md#cancellation).</summary>
internal sealed class IrpCancellation(Machine machine)
{
    private bool _isHeld;

    /// <summary>The sequence of IoCancelIrp; its result is TRUE when a cancel routine was called.</summary>
    public IEnumerator<KernelAction> Cancel(ulong irp)
    {
        var old = Acquire();
        var routine = Take(irp, old, out var device);
        if (routine == 0)
        {
            Release(old);
            machine.Scheduler.Current.Result = 0;
            yield break;
        }

        yield return KernelAction.Invoke(RoutineKind.Cancel, routine, device, irp);
        VerifyReleased(routine, old);
        machine.Scheduler.Current.Result = 1;
    }

    /// <summary>IoSetCancelRoutine: the routine before. An exchange on the IRP, no import; the pointer is the truth.</summary>
    public ulong Exchange(ulong irp, ulong routine)
    {
        var view = new Irp(machine, irp);
        var before = view.CancelRoutine.Address;
        view.CancelRoutine = new Pointer(machine, routine);
        return before;
    }

    /// <summary>IoAcquireCancelSpinLock: the IRQL before.</summary>
    public KIRQL Acquire()
    {
        if (_isHeld)
        {
            throw machine.Hang("The processor spins for ever on the cancel spin lock: it is held already.");
        }

        _isHeld = true;
        return RaiseToDispatch();
    }

    /// <summary>IoReleaseCancelSpinLock.</summary>
    public void Release(KIRQL irql)
    {
        if (!_isHeld || machine.Irql != KIRQL.DISPATCH_LEVEL)
        {
            machine.Violate(new ProtocolViolation(
                Stops.DriverVerifier.SpinLockReleasedNotAtDispatch(machine.Irql, 0, (ulong)irql),
                _isHeld ? $"IoReleaseCancelSpinLock was called at {machine.IrqlName}." : "IoReleaseCancelSpinLock was called without the lock."));
        }

        _isHeld = false;
        machine.Irql = irql;
    }

    public void Reset() => _isHeld = false;

    private KIRQL RaiseToDispatch()
    {
        var old = machine.Irql;
        machine.Irql = KIRQL.DISPATCH_LEVEL;
        machine.Processor.NoteRaised();
        return old;
    }

    /// <summary>Marks the IRP cancelled and takes its cancel routine.</summary>
    private ulong Take(ulong irp, KIRQL old, out ulong device)
    {
        var view = new Irp(machine, irp) { Cancel = true };
        var routine = Exchange(irp, 0);
        device = 0;
        if (routine == 0)
        {
            return 0;
        }

        if (view.CurrentLocation > view.StackCount + 1 || machine.Io.Irps.WasFreed(irp))
        {
            throw machine.BugCheck(Stops.CancelStateInCompletedIrp(irp, routine), "An IRP that was completed has a cancel routine.");
        }

        view.CancelIrql = old;
        device = new IoStackLocation(view.CurrentStackLocation).DeviceObject.Address;
        return routine;
    }

    private void VerifyReleased(ulong routine, KIRQL old)
    {
        if (_isHeld)
        {
            throw machine.Hang($"{machine.Images.NameOf(routine)} returned without releasing the cancel spin lock: no thread can take it again.");
        }

        IrqlReturn.Verify(machine, routine, old);
    }
}
