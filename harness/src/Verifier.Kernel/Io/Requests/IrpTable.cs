namespace Verifier.Kernel;

/// <summary>
/// I/O request packets: allocation, initialisation, freeing (harness/docs/facts/io.md#irp-mechanics,
/// harness/docs/facts/memory.md#io-manager-routines).
/// </summary>
internal sealed class IrpTable(Machine machine) : IObjectKeeper
{
    private static readonly PoolTag IrpTag = "Irp ";

    // A CLOSE or REMOVE must get through without any pool left: NT keeps an IRP in reserve for that as well.
    private const int ReserveLocations = 8;

    private readonly Dictionary<ulong, IrpRecord> _records = [];
    private IrpRecord? _latest;
    private ulong _reserve;

    /// <summary>IRPs that exist now.</summary>
    public int LiveCount => _records.Values.Count(r => !r.IsFreed);

    /// <summary>IRPs that exist now, by address.</summary>
    public IEnumerable<IrpRecord> Live => _records.Values.Where(r => !r.IsFreed).OrderBy(r => r.Address);

    /// <summary>IoSizeOfIrp.</summary>
    public static ulong SizeOf(int stackCount) => (ulong)(Irp.Bytes + (IoStackLocation.Bytes * stackCount));

    /// <summary>The IRP at an address; null when the I/O manager did not allocate it.</summary>
    public IrpRecord? Find(ulong irp) => Record(irp) is { IsFreed: false } record ? record : null;

    /// <summary>True if an IRP at this address was freed, and nothing else of ours was put there since.</summary>
    public bool WasFreed(ulong irp) => Record(irp) is { IsFreed: true };

    /// <summary>A new IRP, or 0 when the pool is exhausted.</summary>
    public ulong Allocate(int stackCount, IrpKind kind)
    {
        if (stackCount is < 0 or >= sbyte.MaxValue)
        {
            return 0;
        }

        // I/O verification takes IRPs from special pool, so that a touch after the IRP is gone is caught
        // (harness/docs/facts/driver-verifier.md#io-verification).
        var isWatched = (machine.VerifierOptions & DriverVerifierOptions.IoVerification) != 0;
        var address = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, SizeOf(stackCount), IrpTag, isWatched);
        if (address == 0)
        {
            return 0;
        }

        // The pool has zeroed it.
        WriteHeader(address, (ushort)SizeOf(stackCount), stackCount);
        Begin(address, stackCount, kind);
        if (kind is IrpKind.Driver or IrpKind.Asynchronous)
        {
            machine.Resources.Acquired(ResourceKind.Irp, address, SizeOf(stackCount), IrpTag);
        }

        return address;
    }

    /// <summary>The IRP kept in reserve; 0 when it is in use or too small.</summary>
    public ulong TakeReserve(int stackCount)
    {
        if (_reserve == 0 || Find(_reserve) is not null || stackCount > ReserveLocations)
        {
            return 0;
        }

        Initialize(_reserve, (ushort)SizeOf(stackCount), stackCount);
        Begin(_reserve, stackCount, IrpKind.System);
        return _reserve;
    }

    /// <summary>IoInitializeIrp: an IRP in memory of the driver's own, or one to be used again.</summary>
    public void Initialize(ulong address, ushort bytes, int stackCount)
    {
        machine.Memory.Fill(address, bytes, 0);
        WriteHeader(address, bytes, stackCount);
    }

    /// <summary>The address of a stack location by its number; 1 is the lowest driver's.</summary>
    public Pointer LocationAddress(ulong irp, int location) =>
        new(machine, irp + Irp.Bytes + (ulong)(IoStackLocation.Bytes * (location - 1)));

    /// <summary>The end of an IRP will be told through these: they must be there until then.</summary>
    public void WatchEnd(ulong irp, ulong signal, ulong statusBlock)
    {
        var record = Record(irp)!;
        (record.Event, record.StatusBlock) = (signal, statusBlock);
        machine.Watch.Add(signal);
        machine.Watch.Add(statusBlock);
    }

    /// <summary>The I/O manager gives an IRP back.</summary>
    public void Release(ulong irp)
    {
        machine.Io.Frames.Forget(irp);
        machine.Resources.Released(ResourceKind.Irp, irp);
        machine.Resources.Released(ResourceKind.PendingIrp, irp);
        if (Find(irp) is { } record)
        {
            record.IsFreed = true;
            machine.Watch.Remove(record.Event);
            machine.Watch.Remove(record.StatusBlock);
            machine.Memory.Write(irp, (short)0);
            if (irp != _reserve)
            {
                machine.Pool.FreeForKernel(irp);
            }
        }
    }

    /// <summary>The driver freed the memory of an IRP itself: it is no IRP any more.</summary>
    public void Drop(ulong irp)
    {
        machine.Io.Frames.Forget(irp);
        machine.Resources.Released(ResourceKind.Irp, irp);
        machine.Resources.Released(ResourceKind.PendingIrp, irp);
        if (Find(irp) is not null)
        {
            _records.Remove(irp);
            _latest = null;
        }
    }

    /// <inheritdoc/>
    // Requests that a driver built and waits for; asked of stacks at completion (harness/docs/facts/bugchecks.md#io-verification-rules).
    public IEnumerable<LivingObject> LivingIn(MemoryEnd end)
    {
        if (end.Kind == MemoryEndKind.Stack)
        {
            yield break;
        }

        foreach (var record in Live.Where(r => r is { IsComplete: false } && (r.Event | r.StatusBlock) != 0))
        {
            var irp = new Irp(machine, record.Address);
            if (irp.CurrentLocation > irp.StackCount)
            {
                continue;
            }

            var state = $"which the request at 0x{record.Address:X} under way will be completed to";
            if (end.Contains(record.StatusBlock))
            {
                yield return new LivingObject(ObjectFamily.StatusBlock, record.StatusBlock, state, null);
            }
            else if (end.Contains(record.Event))
            {
                yield return new LivingObject(ObjectFamily.RequestEvent, record.Event, state, null);
            }
        }
    }

    public void Reset()
    {
        _records.Clear();
        _latest = null;
        _reserve = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, SizeOf(ReserveLocations), IrpTag);
    }

    private void Begin(ulong address, int stackCount, IrpKind kind)
    {
        var owner = machine.Caller is { IsKernel: false } driver ? driver : null;
        _latest = new IrpRecord(address, kind, stackCount, owner);
        _records[address] = _latest;
    }

    // Most questions are about the IRP that was made last.
    private IrpRecord? Record(ulong irp) => _latest?.Address == irp ? _latest : _records.GetValueOrDefault(irp);

    /// <summary>The header of an IRP in zeroed memory.</summary>
    private void WriteHeader(ulong address, ushort bytes, int stackCount)
    {
        var irp = new Irp(machine, address)
        {
            Type = IO_TYPE.IO_TYPE_IRP,
            Size = bytes,
            StackCount = stackCount,
            CurrentLocation = stackCount + 1,
            CurrentStackLocation = LocationAddress(address, stackCount + 1),
        };
        ListEntries.Initialise(machine, irp.ListEntry);
        ListEntries.Initialise(machine, irp.ThreadListEntry);
    }
}
