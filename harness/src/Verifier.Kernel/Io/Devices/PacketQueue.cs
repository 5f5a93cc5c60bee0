namespace Verifier.Kernel;

/// <summary>
/// IoStartPacket and IoStartNextPacket: the device queue that serialises a device's StartIo
/// (harness/docs/facts/io.md#routines-that-the-system-calls).
/// </summary>
internal sealed class PacketQueue(Machine machine)
{
    private const ulong EntryInIrp = 0x78;

    private readonly Dictionary<ulong, StartIoAttributes> _attributes = [];

    /// <summary>IoSetStartIoAttributes.</summary>
    public void SetAttributes(ulong device, bool deferred, bool nonCancelable)
    {
        machine.Memory.Read<byte>(device);
        _attributes[device] = new StartIoAttributes(deferred, nonCancelable);
    }

    /// <summary>The sequence of IoStartPacket: the key is at an address or absent.</summary>
    public IEnumerator<KernelAction> Start(ulong device, ulong irp, ulong keyAddress, ulong cancelRoutine)
    {
        var old = Raise();
        if (cancelRoutine != 0)
        {
            machine.Io.Cancellation.Acquire();
            machine.Io.Cancellation.Exchange(irp, cancelRoutine);
        }

        uint? key = keyAddress == 0 ? null : machine.Memory.Read<uint>(keyAddress);
        var view = new DeviceObject(machine, device);
        if (DeviceQueue.Insert(machine, view.DeviceQueue, irp + EntryInIrp, key))
        {
            return Finish(irp, cancelRoutine, old);
        }

        view.CurrentIrp = new Irp(machine, irp);
        if (cancelRoutine != 0)
        {
            machine.Io.Cancellation.Release(KIRQL.DISPATCH_LEVEL);
        }

        return CallStartIo(device, irp, old);
    }

    /// <summary>The sequence of IoStartNextPacket; with a key of IoStartNextPacketByKey. At DISPATCH_LEVEL.</summary>
    public IEnumerator<KernelAction> StartNext(ulong device, bool isCancelable, uint? key)
    {
        var old = machine.Irql;
        var view = new DeviceObject(machine, device);
        var attributes = _attributes.GetValueOrDefault(device);
        if (attributes is { IsDeferred: true, IsInStartIo: true })
        {
            attributes.Next = () => StartNext(device, isCancelable, key);
            yield break;
        }

        if (isCancelable)
        {
            machine.Io.Cancellation.Acquire();
        }

        view.CurrentIrp = new Irp(machine, 0);
        var entry = key is { } wanted
            ? DeviceQueue.RemoveByKey(machine, view.DeviceQueue, wanted)
            : DeviceQueue.Remove(machine, view.DeviceQueue);
        var irp = entry == 0 ? 0 : entry - EntryInIrp;
        view.CurrentIrp = new Irp(machine, irp);
        if (irp != 0 && attributes is { IsNonCancelable: true })
        {
            machine.Io.Cancellation.Exchange(irp, 0);
        }

        if (isCancelable)
        {
            machine.Io.Cancellation.Release(old);
        }

        if (irp != 0)
        {
            yield return KernelAction.Run(CallStartIo(device, irp, old));
        }
    }

    /// <summary>The device is gone.</summary>
    public void Forget(ulong device) => _attributes.Remove(device);

    public void Reset() => _attributes.Clear();

    private IEnumerator<KernelAction> CallStartIo(ulong device, ulong irp, KIRQL old)
    {
        var routine = new DeviceObject(machine, device).DriverObject.DriverStartIo;
        var attributes = _attributes.GetValueOrDefault(device);
        attributes?.IsInStartIo = true;
        yield return KernelAction.Invoke(RoutineKind.StartIo, routine, device, irp);
        IrqlReturn.Verify(machine, routine, KIRQL.DISPATCH_LEVEL);
        attributes?.IsInStartIo = false;
        if (attributes?.TakeNext() is { } next)
        {
            yield return KernelAction.Run(next());
        }

        machine.Irql = old;
    }

    /// <summary>The IRP is queued. One that was cancelled before gets its cancel routine called now, with the lock held.</summary>
    private IEnumerator<KernelAction> Finish(ulong irp, ulong cancelRoutine, KIRQL old)
    {
        var view = new Irp(machine, irp);
        if (cancelRoutine != 0 && view.Cancel)
        {
            view.CancelIrql = KIRQL.DISPATCH_LEVEL;
            machine.Io.Cancellation.Exchange(irp, 0);
            var device = new IoStackLocation(view.CurrentStackLocation).DeviceObject.Address;
            yield return KernelAction.Invoke(RoutineKind.Cancel, cancelRoutine, device, irp);
        }
        else if (cancelRoutine != 0)
        {
            machine.Io.Cancellation.Release(KIRQL.DISPATCH_LEVEL);
        }

        machine.Irql = old;
    }

    private KIRQL Raise()
    {
        var old = machine.Irql;
        machine.Irql = KIRQL.DISPATCH_LEVEL;
        machine.Processor.NoteRaised();
        return old;
    }

    /// <summary>The options of a device's StartIo, and its state: if it runs, and the next packet, which waits for its end.</summary>
    private sealed class StartIoAttributes(bool isDeferred, bool isNonCancelable)
    {
        public bool IsDeferred { get; } = isDeferred;

        public bool IsNonCancelable { get; } = isNonCancelable;

        public bool IsInStartIo { get; set; }

        public Func<IEnumerator<KernelAction>>? Next { private get; set; }

        public Func<IEnumerator<KernelAction>>? TakeNext()
        {
            var next = Next;
            Next = null;
            return next;
        }
    }
}
