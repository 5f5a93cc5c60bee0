namespace Verifier.Kernel;

/// <summary>Power IRPs: the system's own and those that drivers request (harness/docs/facts/io.md#power-requests).</summary>
internal sealed class PowerRequests(Machine machine)
{
    private readonly Dictionary<(ulong Device, POWER_STATE_TYPE Type), uint> _states = [];
    private readonly List<(ulong Irp, DriverImage Driver)> _waitingForNext = [];

    /// <summary>Sends IRP_MN_SET_POWER to a device's stack and waits; the state is a system's or a device's by its type.</summary>
    public NTSTATUS Set(ulong device, POWER_STATE_TYPE type, uint state) => Run(Send(device, IRP_MN.IRP_MN_SET_POWER, type, state));

    /// <summary>Sends IRP_MN_QUERY_POWER to a device's stack and waits.</summary>
    public NTSTATUS Query(ulong device, POWER_STATE_TYPE type, uint state) => Run(Send(device, IRP_MN.IRP_MN_QUERY_POWER, type, state));

    /// <summary>The sequence of PoRequestPowerIrp: STATUS_PENDING once the request is on its way.</summary>
    public IEnumerator<KernelAction> Request(PowerRequest request, ulong irpOut)
    {
        var top = machine.Io.Stacks.Top(request.Device);
        var irp = machine.Io.Irps.Allocate(new DeviceObject(machine, top).StackSize, IrpKind.Power);
        if (irp == 0)
        {
            machine.Scheduler.Current.Result = NTSTATUS.STATUS_INSUFFICIENT_RESOURCES.Value;
            yield break;
        }

        machine.Io.Irps.Find(irp)!.Power = request;
        Fill(irp, request.Minor, POWER_STATE_TYPE.DevicePowerState, request.State);
        if (irpOut != 0)
        {
            machine.Memory.Write(irpOut, irp);
        }

        yield return KernelAction.Run(machine.Io.Calls.Call(top, irp));
        machine.Scheduler.Current.Result = NTSTATUS.STATUS_PENDING.Value;
    }

    /// <summary>The end of such a request: the requester's routine is called, then the IRP goes.</summary>
    public IEnumerator<KernelAction> EndRequested(IrpRecord record)
    {
        VerifyStartedNext(record.Address);
        var request = record.Power!;
        if (request.Routine != 0)
        {
            var ioStatus = record.Address + Irp.IoStatusOffset;
            yield return KernelAction.InvokeWithStack(
                RoutineKind.PowerCompletion, request.Routine, request.Device, request.Minor, request.State, request.Context, ioStatus);
        }

        machine.Io.Irps.Release(record.Address);
    }

    /// <summary>The caller's own device object, right above this one, is handled at PASSIVE_LEVEL: DO_POWER_PAGABLE.</summary>
    public bool IsPageableAbove(ulong device)
    {
        if (machine.Io.Devices.Find(device) is null)
        {
            return false;
        }

        var sender = new DeviceObject(machine, device).AttachedDevice;
        const DEVICE_FLAGS power = DEVICE_FLAGS.DO_POWER_PAGABLE | DEVICE_FLAGS.DO_POWER_INRUSH;
        return machine.Io.Devices.Find(sender.Address) is { } record && record.Owner == machine.Caller
            && (sender.Flags & power) == DEVICE_FLAGS.DO_POWER_PAGABLE;
    }

    /// <summary>PoSetPowerState: the state before.</summary>
    public uint NoteState(ulong device, POWER_STATE_TYPE type, uint state)
    {
        var before = _states.GetValueOrDefault((device, type), 1U);
        _states[(device, type)] = state;
        return before;
    }

    /// <summary>A power IRP comes to a driver, which before Vista must call PoStartNextPowerIrp for it.</summary>
    public void Seen(ulong irp, ulong device)
    {
        if (machine.Profile.Version < WindowsVersion.Vista && machine.Io.Devices.Find(device)?.Owner is { IsKernel: false } driver)
        {
            _waitingForNext.Add((irp, driver));
        }
    }

    /// <summary>PoStartNextPowerIrp.</summary>
    public void StartNext(ulong irp)
    {
        var index = _waitingForNext.FindIndex(w => w.Irp == irp && w.Driver == machine.Caller);
        if (index >= 0)
        {
            _waitingForNext.RemoveAt(index);
        }
    }

    /// <summary>A power IRP is complete: before Vista every driver has asked for the next one (0x9F, 2).</summary>
    public void VerifyStartedNext(ulong irp)
    {
        if (_waitingForNext.Count == 0)
        {
            return;
        }

        while (_waitingForNext.FindIndex(w => w.Irp == irp) is var index and >= 0)
        {
            var driver = _waitingForNext[index].Driver;
            _waitingForNext.RemoveAt(index);
            machine.Violate(
                new ProtocolViolation(
                    Stops.PowerState.StartNextMissing(0, 0, irp),
                    $"{driver.Name} did not call PoStartNextPowerIrp for a power request; the device gets no further ones."),
                DriverVerifierOptions.IoVerification);
        }
    }

    public void Reset()
    {
        _states.Clear();
        _waitingForNext.Clear();
    }

    private NTSTATUS Run(IEnumerator<KernelAction> sequence) => new((uint)Operation.RunOnSystemThread(machine, "power", sequence));

    private IEnumerator<KernelAction> Send(ulong device, byte minor, POWER_STATE_TYPE type, uint state)
    {
        var request = new IoRequest(IRP_MJ.IRP_MJ_POWER, minor, machine.Io.Devices.Describe(device), null);
        var top = machine.Io.Stacks.Top(device);
        yield return KernelAction.Run(machine.Io.Sender.PrepareUnfailing(request, top, IRP_MJ.IRP_MJ_POWER, minor));
        Fill(request.Irp, minor, type, state);
        yield return KernelAction.Run(machine.Io.Sender.SendAndWait(request, top));
    }

    private void Fill(ulong irp, byte minor, POWER_STATE_TYPE type, uint state)
    {
        var view = new Irp(machine, irp) { Status = NTSTATUS.STATUS_NOT_SUPPORTED };
        var location = machine.Io.Sender.Next(view.Pointer);
        location.MajorFunction = IRP_MJ.IRP_MJ_POWER;
        location.MinorFunction = minor;
        location.PowerType = type;
        location.PowerSystemState = (SYSTEM_POWER_STATE)state;
    }
}
