namespace Verifier.Kernel;

/// <summary>
/// Connected interrupts and what happens when a device asserts one (harness/docs/facts/io.md#routines-that-the-system-calls,
/// harness/docs/facts/memory.md#io-manager-routines): the service routine runs at its IRQL with the interrupt's spin lock held.
/// </summary>
internal sealed class Interrupts(Machine machine) : IObjectKeeper
{
    private const ulong Bytes = 0x100;
    private const int OwnLock = 0x10;
    private const short InterruptObjectType = 22;
    private const ulong ProcessorMask = 1;

    private static readonly PoolTag Tag = "IoIn";

    private readonly List<InterruptObject> _connected = [];

    /// <summary>Interrupts that are connected, in the order in which they were.</summary>
    public IReadOnlyList<InterruptObject> Connected => _connected;

    /// <summary>
    /// IoConnectInterrupt. STATUS_INVALID_PARAMETER for a level or processor that does not exist and for a vector that one of both does
    /// not share.
    /// </summary>
    public NTSTATUS Connect(InterruptObject wanted, ulong processorMask, out ulong address)
    {
        address = 0;
        var isPossible = wanted.Irql > KIRQL.DISPATCH_LEVEL
            && wanted.Irql <= machine.Profile.HighIrql
            && wanted.SynchronizeIrql >= wanted.Irql
            && wanted.SynchronizeIrql <= machine.Profile.HighIrql
            && (processorMask & ProcessorMask) != 0;
        if (!isPossible || _connected.Exists(c => c.Vector == wanted.Vector && !CanShare(c, wanted)))
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        address = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, Bytes, Tag);
        if (address == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.Write(address, InterruptObjectType);
        machine.Memory.Write(address + 0x02, (short)Bytes);
        _connected.Add(wanted with { Address = address, Lock = wanted.Lock == 0 ? address + OwnLock : wanted.Lock });
        machine.Watch.Add(wanted.Lock);
        machine.Resources.Acquired(ResourceKind.Interrupt, address);
        machine.Paging.CheckService(wanted.Routine, address);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>IoDisconnectInterrupt.</summary>
    public void Disconnect(ulong address)
    {
        var interrupt = Get(address, "IoDisconnectInterrupt");
        _connected.Remove(interrupt);
        if (interrupt.Lock != address + OwnLock)
        {
            machine.Watch.Remove(interrupt.Lock);
        }

        machine.Resources.Released(ResourceKind.Interrupt, address);
        machine.Pool.FreeForKernel(address);
    }

    /// <summary>
    /// A device asserts an interrupt: the one with this number, counted from 0 in the order in which they were connected. All routines on
    /// its vector are asked until one takes it. False when none is connected there, or none took it.
    /// </summary>
    public bool Raise(int line) =>
        line >= 0 && line < _connected.Count && Operation.Run(machine, Deliver(_connected[line].Vector)) != 0;

    /// <summary>The sequence of KeSynchronizeExecution; its result is the routine's.</summary>
    public IEnumerator<KernelAction> Synchronize(ulong address, ulong routine, ulong context)
    {
        if (machine.VerifierOptions != DriverVerifierOptions.None)
        {
            machine.VerifierCounters.SynchronizeExecutions++;
        }

        var interrupt = Get(address, "KeSynchronizeExecution");
        var old = Acquire(interrupt, "KeSynchronizeExecution");
        yield return KernelAction.Invoke(RoutineKind.SynchronizedExecution, routine, context);
        var result = (byte)machine.Scheduler.Current.Result;
        IrqlReturn.Verify(machine, routine, interrupt.SynchronizeIrql);
        Release(interrupt.Lock, old);
        machine.Scheduler.Current.Result = result;
    }

    /// <summary>KeAcquireInterruptSpinLock: the level before.</summary>
    public KIRQL AcquireLock(ulong address)
    {
        var interrupt = Get(address, "KeAcquireInterruptSpinLock");
        var old = Acquire(interrupt, "KeAcquireInterruptSpinLock");
        machine.Resources.Acquired(ResourceKind.Lock, interrupt.Lock);
        return old;
    }

    /// <summary>KeReleaseInterruptSpinLock.</summary>
    public void ReleaseLock(ulong address, KIRQL irql)
    {
        var interrupt = Get(address, "KeReleaseInterruptSpinLock");
        machine.Resources.Released(ResourceKind.Lock, interrupt.Lock);
        Release(interrupt.Lock, irql);
    }

    /// <summary>Spin locks of connected interrupts in memory that goes away: the next interrupt takes them.</summary>
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end) =>
        from interrupt in _connected
        where end.Contains(interrupt.Lock)
        let origin = Resource.OriginOf("the interrupt", machine.Resources.Find(ResourceKind.Interrupt, interrupt.Address))
        select new LivingObject(ObjectFamily.InterruptLock, interrupt.Lock, "whose interrupt is connected", origin);

    public void Reset() => _connected.Clear();

    private static bool CanShare(InterruptObject one, InterruptObject other) => one.IsShared && other.IsShared && one.Mode == other.Mode;

    private InterruptObject Get(ulong address, string routine)
    {
        if (_connected.Find(c => c.Address == address) is { } found)
        {
            return found;
        }

        // NULL and freed pages fault by themselves; what is left is a block that holds something else by now.
        machine.Memory.Read<short>(address);
        throw machine.BugCheck(
            Stops.IrqlNotLessOrEqual(address, machine.Irql, MemoryAccess.Write, 0),
            $"{routine} was given 0x{address:X}, which is no connected interrupt.");
    }

    private IEnumerator<KernelAction> Deliver(uint vector)
    {
        var taken = 0UL;
        foreach (var interrupt in _connected.Where(c => c.Vector == vector).ToArray())
        {
            yield return KernelAction.Run(Serve(interrupt));
            if (machine.Scheduler.Current.Result != 0)
            {
                taken = 1;
                if (interrupt.Mode == KINTERRUPT_MODE.LevelSensitive)
                {
                    break;
                }
            }
        }

        machine.Scheduler.Current.Result = taken;
    }

    private IEnumerator<KernelAction> Serve(InterruptObject interrupt)
    {
        var old = machine.Irql;
        machine.Irql = interrupt.SynchronizeIrql;
        machine.SpinLocks.RequireFree(interrupt.Lock);
        machine.Memory.Write(interrupt.Lock, 1UL);
        yield return KernelAction.Invoke(RoutineKind.InterruptService, interrupt.Routine, interrupt.Address, interrupt.Context);
        var result = (byte)machine.Scheduler.Current.Result;
        VerifyIrql(interrupt);
        Release(interrupt.Lock, old);
        machine.Scheduler.Current.Result = result;
    }

    private KIRQL Acquire(InterruptObject interrupt, string routine)
    {
        var old = machine.Irql;
        if (old > interrupt.SynchronizeIrql)
        {
            machine.Violate(new ProtocolViolation(
                Stops.DriverVerifier.RaiseBelowCurrent(old, interrupt.SynchronizeIrql),
                $"{routine} was called at {machine.Profile.IrqlName(old)}, above the interrupt's own level."));
        }

        machine.Irql = interrupt.SynchronizeIrql;
        machine.Processor.NoteRaised();
        machine.SpinLocks.RequireFree(interrupt.Lock);
        machine.Memory.Write(interrupt.Lock, 1UL);
        return old;
    }

    private void Release(ulong spinLock, KIRQL irql)
    {
        machine.Memory.Write(spinLock, 0UL);
        machine.Irql = irql;
    }

    private void VerifyIrql(InterruptObject interrupt)
    {
        var (before, after) = (interrupt.SynchronizeIrql, machine.Irql);
        if (after != before)
        {
            machine.Irql = before;
            machine.Violate(new ProtocolViolation(
                Stops.DriverVerifier.InterruptChangedIrql(interrupt.Routine, before, after),
                $"{machine.Images.NameOf(interrupt.Routine)} was called at {machine.Profile.IrqlName(before)} and returned at "
                    + $"{machine.Profile.IrqlName(after)}."));
        }
    }
}
