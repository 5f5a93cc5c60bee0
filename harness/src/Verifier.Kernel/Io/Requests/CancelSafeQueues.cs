namespace Verifier.Kernel;

/// <summary>
/// IoCsq routines: the order of steps around the driver's own list and lock that makes cancellation safe
/// (harness/docs/facts/io.md#cancellation; ReactOS ntoskrnl/io/iomgr/csq.c). DriverContext[3] of a queued IRP leads to its context or,
/// without one, to the queue.
/// </summary>
internal sealed class CancelSafeQueues(Machine machine) : IObjectKeeper
{
    /// <summary>sizeof(IO_CSQ).</summary>
    public const int Bytes = 0x40;

    private const uint TypeCsq = 2;
    private const uint TypeCsqEx = 3;
    private const uint TypeContext = 1;
    private const ulong InsertRoutine = 0x08;
    private const ulong RemoveRoutine = 0x10;
    private const ulong PeekRoutine = 0x18;
    private const ulong AcquireRoutine = 0x20;
    private const ulong ReleaseRoutine = 0x28;
    private const ulong CanceledRoutine = 0x30;
    private const ulong ContextIrp = 0x08;
    private const ulong ContextCsq = 0x10;

    private readonly HashSet<ulong> _known = [];
    private ulong _cancelRoutine;

    /// <summary>IoCsqInitialize and IoCsqInitializeEx: the six routines of the driver.</summary>
    public void Initialize(ulong csq, bool isEx, ReadOnlySpan<ulong> routines)
    {
        machine.Memory.Write(csq, isEx ? TypeCsqEx : TypeCsq);
        for (var i = 0; i < routines.Length; i++)
        {
            machine.Memory.Write(csq + InsertRoutine + (8UL * (ulong)i), routines[i]);
        }

        machine.Memory.Write(csq + 0x38, 0UL);
        if (_known.Add(csq))
        {
            machine.Watch.Add(csq);
        }
    }

    /// <summary>The sequence of IoCsqInsertIrp and IoCsqInsertIrpEx: the insert routine's status.</summary>
    public IEnumerator<KernelAction> Insert(ulong csq, ulong irp, ulong context, ulong insertContext)
    {
        Link(csq, irp, context);
        var lockState = TakeScratch();
        yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, AcquireRoutine), csq, lockState);
        yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, InsertRoutine), csq, irp, insertContext);
        var isEx = machine.Memory.Read<uint>(csq) == TypeCsqEx;
        var status = isEx ? new NTSTATUS((uint)machine.Scheduler.Current.Result) : NTSTATUS.STATUS_SUCCESS;
        if (status.IsError)
        {
            yield return KernelAction.Run(Unlock(csq, lockState));
            machine.Scheduler.Current.Result = status.Value;
            yield break;
        }

        MarkPending(irp);
        machine.Io.Cancellation.Exchange(irp, CancelRoutine);
        if (new Irp(machine, irp).Cancel && machine.Io.Cancellation.Exchange(irp, 0) != 0)
        {
            // Cancelled before it was queued, so no cancel routine removes and completes it.
            yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, RemoveRoutine), csq, irp);
            Unlink(irp, context);
            yield return KernelAction.Run(Unlock(csq, lockState));
            yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, CanceledRoutine), csq, irp);
        }
        else
        {
            yield return KernelAction.Run(Unlock(csq, lockState));
        }

        machine.Scheduler.Current.Result = status.Value;
    }

    /// <summary>The sequence of IoCsqRemoveIrp: the IRP of a context, or NULL when it was cancelled.</summary>
    public IEnumerator<KernelAction> Remove(ulong csq, ulong context)
    {
        var lockState = TakeScratch();
        yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, AcquireRoutine), csq, lockState);
        var irp = machine.Memory.Read<ulong>(context + ContextIrp);
        if (irp != 0 && machine.Io.Cancellation.Exchange(irp, 0) == 0)
        {
            irp = 0;
        }

        if (irp != 0)
        {
            yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, RemoveRoutine), csq, irp);
            Unlink(irp, context);
        }

        yield return KernelAction.Run(Unlock(csq, lockState));
        machine.Scheduler.Current.Result = irp;
    }

    /// <summary>
    /// The sequence of IoCsqRemoveNextIrp: the first IRP that the driver's peek finds and that is not being cancelled, or NULL.
    /// </summary>
    public IEnumerator<KernelAction> RemoveNext(ulong csq, ulong peekContext)
    {
        var lockState = TakeScratch();
        yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, AcquireRoutine), csq, lockState);
        yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, PeekRoutine), csq, 0, peekContext);
        var irp = machine.Scheduler.Current.Result;
        while (irp != 0 && machine.Io.Cancellation.Exchange(irp, 0) == 0)
        {
            yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, PeekRoutine), csq, irp, peekContext);
            irp = machine.Scheduler.Current.Result;
        }

        if (irp != 0)
        {
            yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, RemoveRoutine), csq, irp);
            Unlink(irp, ContextOf(irp));
        }

        yield return KernelAction.Run(Unlock(csq, lockState));
        machine.Scheduler.Current.Result = irp;
    }

    /// <summary>
    /// Queues and contexts in memory that goes away through which requests can be cancelled: the cancel routine follows the request's
    /// pointer to them.
    /// </summary>
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end)
    {
        foreach (var record in machine.Io.Irps.Live)
        {
            if (_cancelRoutine == 0 || new Irp(machine, record.Address).CancelRoutine != _cancelRoutine)
            {
                continue;
            }

            var state = $"through which the request at 0x{record.Address:X} can be cancelled";
            var context = ContextOf(record.Address);
            var csq = context == 0 ? Link(record.Address) : machine.Memory.Read<ulong>(context + ContextCsq);
            if (end.Contains(csq))
            {
                yield return new LivingObject(ObjectFamily.CancelSafeQueue, csq, state, null);
            }
            else if (context != 0 && end.Contains(context))
            {
                yield return new LivingObject(ObjectFamily.QueueContext, context, state, null);
            }
        }
    }

    /// <summary>Forgets the queues in memory that is gone.</summary>
    public void MemoryGone(MemoryEnd end)
    {
        foreach (var csq in _known.Where(end.Contains).ToArray())
        {
            _known.Remove(csq);
            machine.Watch.Remove(csq);
        }
    }

    public void Reset()
    {
        _known.Clear();
        _cancelRoutine = 0;
    }

    private ulong CancelRoutine => _cancelRoutine != 0
        ? _cancelRoutine
        : _cancelRoutine = machine.Images.Kernel.Add("IopCsqCancelRoutine", (_, irp, _, _) => Cancel(irp));

    private IEnumerator<KernelAction> Cancel(ulong irp)
    {
        machine.Io.Cancellation.Release(new Irp(machine, irp).CancelIrql);
        var context = ContextOf(irp);
        var csq = context == 0 ? Link(irp) : machine.Memory.Read<ulong>(context + ContextCsq);
        var lockState = TakeScratch();
        yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, AcquireRoutine), csq, lockState);
        yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, RemoveRoutine), csq, irp);
        Unlink(irp, context);
        yield return KernelAction.Run(Unlock(csq, lockState));
        yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, CanceledRoutine), csq, irp);
    }

    private IEnumerator<KernelAction> Unlock(ulong csq, ulong lockState)
    {
        var irql = machine.Memory.Read<byte>(lockState);
        ReturnScratch();
        yield return KernelAction.Invoke(RoutineKind.CancelSafeQueue, Routine(csq, ReleaseRoutine), csq, irql);
    }

    // The kernel's local variable for the IRQL that the driver's lock routine stores.
    private ulong TakeScratch() => machine.Stacks.Push(machine.Scheduler.Current, sizeof(ulong));

    private void ReturnScratch() => machine.Scheduler.Current.StackPointer += 16;

    private ulong Routine(ulong csq, ulong offset) => machine.Memory.Read<ulong>(csq + offset);

    private void MarkPending(ulong irp)
    {
        var location = new IoStackLocation(new Irp(machine, irp).CurrentStackLocation);
        location.Control |= SL_CONTROL.SL_PENDING_RETURNED;
    }

    private void Link(ulong csq, ulong irp, ulong context)
    {
        var view = new Irp(machine, irp);
        view.SetDriverContext(3, new Pointer(machine, context == 0 ? csq : context));
        if (context != 0)
        {
            machine.Memory.Write(context, TypeContext);
            machine.Memory.Write(context + ContextIrp, irp);
            machine.Memory.Write(context + ContextCsq, csq);
            machine.Watch.Add(context);
        }
    }

    private void Unlink(ulong irp, ulong context)
    {
        new Irp(machine, irp).SetDriverContext(3, default);
        if (context != 0)
        {
            machine.Memory.Write(context + ContextIrp, 0UL);
            machine.Watch.Remove(context);
        }
    }

    private ulong Link(ulong irp) => new Irp(machine, irp).GetDriverContext(3).Address;

    /// <summary>The context that the IRP was inserted with, or 0.</summary>
    private ulong ContextOf(ulong irp)
    {
        var link = Link(irp);
        return link != 0 && machine.Memory.Read<uint>(link) == TypeContext ? link : 0;
    }
}
