namespace Verifier.Kernel;

/// <summary>
/// The PnP manager: finds devices for drivers and takes them through their life (harness/docs/facts/io.md#order-of-pnp-requests). Each
/// operation runs on a system thread while the caller waits; its result is what the operation as a whole came to.
/// </summary>
internal sealed class PlugAndPlay(Machine machine)
{
    private readonly List<PnpDevice> _devices = [];
    /// <summary>Devices that drivers were added for; those that are gone as well.</summary>
    public IReadOnlyList<PnpDevice> Devices => _devices;

    /// <summary>The identity of the devices that the bus finds.</summary>
    public DeviceIdentity Identity { get; set; } = DeviceIdentity.Default;

    /// <summary>The device whose stack is taken through SURPRISE_REMOVAL now; null when none is.</summary>
    public PnpDevice? SurpriseRemoving { get; private set; }

    /// <summary>The device with this physical device object; null when there is none.</summary>
    public PnpDevice? FindByPdo(ulong pdo) => _devices.FindLast(d => d.Pdo == pdo && d.State != PnpState.Removed);

    /// <summary>True if the driver is in the stack of a device that is not removed.</summary>
    public bool HasDevices(LoadedDriver driver) => _devices.Exists(
        d => d.State != PnpState.Removed
            && PnpRules.DevicesAbove(machine, d.Pdo).Exists(above => machine.Io.Devices.Find(above)?.Owner == driver.Image));

    /// <summary>The device whose stack a device object is in; null for a device that no bus reported.</summary>
    public PnpDevice? FindByStack(ulong device) => FindByPdo(BottomOf(device));

    /// <summary>Creates are refused until every driver of the stack has started the device, and once it is gone.</summary>
    public NTSTATUS AcceptsCreate(ulong device) => FindByStack(device) switch
    {
        null when machine.Io.Bus.IsWaiting(BottomOf(device)) => NTSTATUS.STATUS_NO_SUCH_DEVICE,
        null or { State: PnpState.Started or PnpState.StopPending or PnpState.Stopped or PnpState.RemovePending } => NTSTATUS.STATUS_SUCCESS,
        _ => NTSTATUS.STATUS_NO_SUCH_DEVICE,
    };

    /// <summary>
    /// Finds a device for a driver and calls its AddDevice; further drivers in the list attach above it as filters. Null, with the
    /// status, when a driver refuses or memory is short. A device that was refused or not started before is on the bus and is found again, with
    /// the same physical device object.
    /// </summary>
    public PnpDevice? AddDevice(out NTSTATUS status, params ReadOnlySpan<LoadedDriver> stack)
    {
        if (Enumerate(stack[0]) is not { } device)
        {
            status = NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
            return null;
        }

        _devices.Add(device);
        status = NTSTATUS.STATUS_SUCCESS;
        foreach (var driver in stack)
        {
            status = new((uint)Operation.RunOnSystemThread(machine, "plug and play", CallAddDevice(driver, device)));
            if (!status.IsSuccess)
            {
                break;
            }
        }

        if (status.IsSuccess)
        {
            PnpRules.VerifyStack(machine, device);
            return device;
        }

        Run(RemoveStack(device, isGone: false));
        return null;
    }

    /// <summary>The bus finds a device, and no driver is asked: it waits for one.</summary>
    public void Discover(LoadedDriver function)
    {
        if (Enumerate(function) is { } device)
        {
            machine.Io.Bus.TryKeep(function.Name, device.Number, device.Pdo);
        }
    }

    /// <summary>START_DEVICE, then the queries that follow; a failure removes the whole stack, and the bus keeps the device.</summary>
    public NTSTATUS Start(PnpDevice device) => Run(StartStack(device));

    /// <summary>QUERY_STOP_DEVICE, children first; when a driver refuses, CANCEL_STOP_DEVICE.</summary>
    public NTSTATUS QueryStop(PnpDevice device) => Run(QueryTree(
        device, IRP_MN.IRP_MN_QUERY_STOP_DEVICE, IRP_MN.IRP_MN_CANCEL_STOP_DEVICE, PnpState.StopPending));

    /// <summary>STOP_DEVICE, after a successful query, children first.</summary>
    public NTSTATUS Stop(PnpDevice device) => Run(ChangeUpwards(device, IRP_MN.IRP_MN_STOP_DEVICE, PnpState.StopPending, PnpState.Stopped));

    /// <summary>CANCEL_STOP_DEVICE, children last.</summary>
    public NTSTATUS CancelStop(PnpDevice device) => Run(ChangeDownwards(device, IRP_MN.IRP_MN_CANCEL_STOP_DEVICE, PnpState.StopPending));

    /// <summary>QUERY_REMOVE_DEVICE, children first; when a driver refuses, CANCEL_REMOVE_DEVICE.</summary>
    public NTSTATUS QueryRemove(PnpDevice device) => Run(QueryTree(
        device, IRP_MN.IRP_MN_QUERY_REMOVE_DEVICE, IRP_MN.IRP_MN_CANCEL_REMOVE_DEVICE, PnpState.RemovePending));

    /// <summary>CANCEL_REMOVE_DEVICE, children last.</summary>
    public NTSTATUS CancelRemove(PnpDevice device) => Run(ChangeDownwards(device, IRP_MN.IRP_MN_CANCEL_REMOVE_DEVICE, PnpState.RemovePending));

    /// <summary>REMOVE_DEVICE: the drivers detach and delete their devices, and the bus its own.</summary>
    public NTSTATUS Remove(PnpDevice device) => Run(RemoveStack(device, isGone: true));

    /// <summary>SURPRISE_REMOVAL, children first: the device is gone; REMOVE_DEVICE follows when the handles are closed.</summary>
    public NTSTATUS SurpriseRemove(PnpDevice device) => Run(SurpriseRemoveTree(device));

    /// <summary>A device that a bus driver reports is one of the machine's from now on.</summary>
    public void Add(PnpDevice child) => _devices.Add(child);

    /// <summary>IoInvalidateDeviceState and the system's own wish: asks the stack for the device's state.</summary>
    public NTSTATUS QueryState(PnpDevice device) => Run(machine.Io.PnpQueries.QueryDeviceState(device));

    /// <summary>IoInvalidateDeviceState: the stack is asked again, on a system thread of its own.</summary>
    public void Invalidate(ulong pdo)
    {
        if (FindByPdo(pdo) is { } device)
        {
            Later(machine.Io.PnpQueries.QueryDeviceState(device));
        }
    }

    /// <summary>IoInvalidateDeviceRelations.</summary>
    public void InvalidateRelations(ulong pdo, uint type)
    {
        if (FindByPdo(pdo) is { } device)
        {
            Later(machine.Io.PnpQueries.QueryRelations(device, type));
        }
    }

    public void Reset()
    {
        _devices.Clear();
        Identity = DeviceIdentity.Default;
        SurpriseRemoving = null;
    }

    // The device that waits on the bus for a driver, or a new one; null when memory is short.
    private PnpDevice? Enumerate(LoadedDriver function)
    {
        var waiting = machine.Io.Bus.TakeWaiting(function.Name);
        var pdo = waiting?.Pdo ?? machine.Io.Bus.CreatePdo();
        if (pdo == 0)
        {
            return null;
        }

        var number = waiting?.Number ?? NextNumber();
        var device = new PnpDevice(Identity, pdo, function, number) { Resources = machine.Hardware.ResourcesOf(number) };
        machine.Registry.AddKey(device.HardwareKey);
        machine.Registry.AddKey(device.SoftwareKey);
        return device;
    }

    private ulong BottomOf(ulong device)
    {
        var at = device;
        while (machine.Io.Devices.Find(at) is { Lower: not 0 } record)
        {
            at = record.Lower;
        }

        return at;
    }

    // A device that is found again is the same device: the smallest number that no other has.
    private int NextNumber()
    {
        var number = 0;
        while (machine.Io.Bus.HasNumber(number) || _devices.Exists(d => d.Number == number && d.State != PnpState.Removed))
        {
            number++;
        }

        return number;
    }

    private NTSTATUS Run(IEnumerator<KernelAction> sequence) => new((uint)Operation.RunOnSystemThread(machine, "plug and play", sequence));

    private IEnumerator<KernelAction> CallAddDevice(LoadedDriver driver, PnpDevice device)
    {
        var routine = new DriverObject(machine, driver.DriverObject).AddDevice;
        if (routine == 0)
        {
            machine.Scheduler.Current.Result = NTSTATUS.STATUS_INVALID_DEVICE_REQUEST.Value;
            yield break;
        }

        yield return KernelAction.Invoke(RoutineKind.AddDevice, routine, driver.DriverObject, device.Pdo);
        var status = machine.Scheduler.Current.Result;
        IrqlReturn.Verify(machine, routine, KIRQL.PASSIVE_LEVEL);
        machine.Scheduler.Current.Result = status;
    }

    private IEnumerator<KernelAction> StartStack(PnpDevice device)
    {
        PnpRules.VerifyRoutines(machine, device);
        var request = machine.Io.PnpQueries.NewRequest(device, IRP_MN.IRP_MN_START_DEVICE);
        var resources = machine.Io.PnpMemory.Allocate(device);
        if (resources == 0)
        {
            machine.Io.Sender.Fail(request, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
        }

        var second = resources + ResourceLists.BytesOf(device);
        yield return KernelAction.Run(machine.Io.PnpQueries.Send(device, request, IRP_MN.IRP_MN_START_DEVICE, false, resources, second));
        machine.Io.FreeBlocks(resources);
        var status = request.Status;
        if (status.IsSuccess)
        {
            device.State = PnpState.Started;
            yield return KernelAction.Run(machine.Io.PnpQueries.AfterStart(device));
        }
        else
        {
            // Every driver of the stack, those whose start succeeded included (harness/docs/facts/io.md#pnp-requests).
            yield return KernelAction.Run(RemoveStack(device, isGone: false));
        }

        machine.Scheduler.Current.Result = status.Value;
    }

    private void Later(IEnumerator<KernelAction> sequence) =>
        machine.Scheduler.Create("plug and play", isSystem: true, () => machine.Executor.Run(sequence));

    private IEnumerator<KernelAction> Query(PnpDevice device, byte query, byte cancel, PnpState next)
    {
        var request = machine.Io.PnpQueries.NewRequest(device, query);
        yield return KernelAction.Run(machine.Io.PnpQueries.Send(device, request, query, mustGetThrough: false));
        if (request.Status.IsSuccess)
        {
            device.State = next;
        }
        else
        {
            yield return KernelAction.Run(machine.Io.PnpQueries.Send(device, machine.Io.PnpQueries.NewRequest(device, cancel), cancel, mustGetThrough: true));
        }

        machine.Scheduler.Current.Result = request.Status.Value;
    }

    private IEnumerator<KernelAction> Change(PnpDevice device, byte minor, PnpState next)
    {
        var request = machine.Io.PnpQueries.NewRequest(device, minor);
        yield return KernelAction.Run(machine.Io.PnpQueries.Send(device, request, minor, mustGetThrough: true));
        device.State = next;
        machine.Scheduler.Current.Result = request.Status.Value;
    }

    /// <summary>The sequence of a query to a device and all below it; if one refuses, those that agreed get the cancel request.</summary>
    private IEnumerator<KernelAction> QueryTree(PnpDevice device, byte query, byte cancel, PnpState next)
    {
        var status = NTSTATUS.STATUS_SUCCESS;
        foreach (var child in machine.Io.Children.Of(device).Where(c => c.State == PnpState.Started).Reverse().ToList())
        {
            yield return KernelAction.Run(QueryTree(child, query, cancel, next));
            status = new NTSTATUS((uint)machine.Scheduler.Current.Result);
            if (!status.IsSuccess)
            {
                break;
            }
        }

        if (status.IsSuccess)
        {
            yield return KernelAction.Run(Query(device, query, cancel, next));
            status = new NTSTATUS((uint)machine.Scheduler.Current.Result);
        }

        if (!status.IsSuccess)
        {
            foreach (var child in machine.Io.Children.Of(device).Where(c => c.State == next).ToList())
            {
                yield return KernelAction.Run(ChangeDownwards(child, cancel, next));
            }
        }

        machine.Scheduler.Current.Result = status.Value;
    }

    private IEnumerator<KernelAction> ChangeUpwards(PnpDevice device, byte minor, PnpState before, PnpState next)
    {
        foreach (var child in machine.Io.Children.Of(device).Where(c => c.State == before).Reverse().ToList())
        {
            yield return KernelAction.Run(ChangeUpwards(child, minor, before, next));
        }

        yield return KernelAction.Run(Change(device, minor, next));
    }

    // What is called off: a bus works again before its children do.
    private IEnumerator<KernelAction> ChangeDownwards(PnpDevice device, byte minor, PnpState before)
    {
        yield return KernelAction.Run(Change(device, minor, PnpState.Started));
        var status = machine.Scheduler.Current.Result;
        foreach (var child in machine.Io.Children.Of(device).Where(c => c.State == before).ToList())
        {
            yield return KernelAction.Run(ChangeDownwards(child, minor, before));
        }

        machine.Scheduler.Current.Result = status;
    }

    /// <summary>The sequence of SURPRISE_REMOVAL to a device, after all below it.</summary>
    public IEnumerator<KernelAction> SurpriseRemoveTree(PnpDevice device)
    {
        foreach (var child in machine.Io.Children.Of(device).Where(c => c.State is not (PnpState.Added or PnpState.SurpriseRemoved or PnpState.Removed)).Reverse().ToList())
        {
            yield return KernelAction.Run(SurpriseRemoveTree(child));
        }

        yield return KernelAction.Run(SurpriseRemoveStack(device));
    }

    private IEnumerator<KernelAction> SurpriseRemoveStack(PnpDevice device)
    {
        SurpriseRemoving = device;
        yield return KernelAction.Run(Change(device, IRP_MN.IRP_MN_SURPRISE_REMOVAL, PnpState.SurpriseRemoved));
        SurpriseRemoving = null;
    }

    /// <summary>The sequence of REMOVE_DEVICE. A device that is gone takes its physical device object with it; another stays on the bus.</summary>
    private IEnumerator<KernelAction> RemoveStack(PnpDevice device, bool isGone)
    {
        yield return KernelAction.Run(machine.Io.Children.RemoveAll(device));
        var stack = PnpRules.DevicesAbove(machine, device.Pdo);
        machine.Io.PnpHolds.HoldStack(device, stack);
        var request = machine.Io.PnpQueries.NewRequest(device, IRP_MN.IRP_MN_REMOVE_DEVICE);
        if (stack.Count > 0)
        {
            yield return KernelAction.Run(machine.Io.PnpQueries.Send(device, request, IRP_MN.IRP_MN_REMOVE_DEVICE, mustGetThrough: true));
            PnpRules.VerifyRemoved(machine, stack);
        }

        device.State = PnpState.Removed;
        var isKept = !isGone && machine.Io.Bus.TryKeep(device.Driver.Name, device.Number, device.Pdo);
        if (!isKept && new DeviceObject(machine, device.Pdo).AttachedDevice.IsNull)
        {
            machine.Io.Devices.Delete(device.Pdo);
        }

        machine.Io.PnpHolds.Release(device);
        machine.Scheduler.Current.Result = (stack.Count > 0 ? request.Status : NTSTATUS.STATUS_SUCCESS).Value;
    }
}
