namespace Verifier.Kernel;

/// <summary>
/// The requests that wait for map registers or for an adapter's channel, first in first out. Whenever some come free the next one's routine
/// is called, at DISPATCH_LEVEL.
/// </summary>
internal sealed class DmaQueue(Machine machine)
{
    private readonly List<DmaRequest> _waiting = [];

    /// <summary>Requests whose routine has not been called yet.</summary>
    public IReadOnlyList<DmaRequest> Waiting => _waiting;

    /// <summary>True if a device waits for an adapter's channel.</summary>
    public bool WantsChannel(ulong adapter, ulong device) =>
        _waiting.Exists(r => r.List == 0 && r.Adapter == adapter && r.Device == device);

    public void Add(DmaRequest request) => _waiting.Add(request);

    /// <summary>The adapter is gone: its routines are not called any more.</summary>
    public void Drop(ulong adapter) => _waiting.RemoveAll(r => r.Adapter == adapter);

    /// <summary>Grants what can be granted now and calls the routines. Gives <paramref name="result"/> as its result.</summary>
    public IEnumerator<KernelAction> Grant(ulong result)
    {
        while (true)
        {
            var (request, registers) = TakeNext();
            if (request is null)
            {
                break;
            }

            var irql = machine.Irql;
            machine.Irql = KIRQL.DISPATCH_LEVEL;
            var irp = new DeviceObject(machine, request.Device).CurrentIrp.Pointer.Address;
            yield return KernelAction.Invoke(
                request.List != 0 ? RoutineKind.ScatterGatherList : RoutineKind.AdapterControl,
                request.Routine,
                request.Device,
                irp,
                request.List != 0 ? request.List : registers,
                request.Context);
            machine.Irql = irql;
            if (request.List == 0)
            {
                machine.Dma.Channels.Finish(request, registers, (IO_ALLOCATION_ACTION)(uint)machine.Scheduler.Current.Result);
            }
        }

        machine.Scheduler.Current.Result = result;
    }

    public void Reset() => _waiting.Clear();

    // A busy channel keeps only its own adapter waiting; too few registers keep all requests behind waiting, or long ones would starve.
    private (DmaRequest? Request, ulong Registers) TakeNext()
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            var request = _waiting[i];
            var adapter = machine.Dma.Find(request.Adapter)!;
            if (request.List == 0 && adapter.ChannelHolder != 0)
            {
                continue;
            }

            var registers = request.Registers == 0 ? 0 : machine.Dma.Registers.Take(request.Adapter, request.Registers, request.List == 0);
            if (registers == 0 && request.Registers != 0)
            {
                return default;
            }

            _waiting.RemoveAt(i);
            Acquire(request, adapter, registers);
            return (request, registers);
        }

        return default;
    }

    private void Acquire(DmaRequest request, DmaAdapterState adapter, ulong registers)
    {
        // Another driver's free may be what lets this request through: it is still the requester who holds the result.
        var caller = machine.Caller;
        machine.Caller = request.Owner;
        if (request.List != 0)
        {
            machine.Dma.Lists.Granted(request, registers);
        }
        else
        {
            adapter.ChannelHolder = request.Device;
            adapter.ChannelRegisters = registers;
            if (registers != 0)
            {
                machine.Resources.Acquired(ResourceKind.MapRegisters, registers, request.Registers);
            }
        }

        machine.Caller = caller;
    }
}
