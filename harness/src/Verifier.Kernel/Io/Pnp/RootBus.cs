namespace Verifier.Kernel;

/// <summary>
/// The bus below every simulated device: a kernel-owned driver whose physical device objects answer PnP, power and WMI requests as a
/// well-behaved bus driver does (harness/docs/facts/io.md#pnp-requests: bus first and bus only), and all others as
/// <see cref="LowerDevice"/> was told.
/// </summary>
internal sealed class RootBus(Machine machine)
{
    private static readonly PoolTag Tag = "PnpR";

    private readonly List<WaitingDevice> _waiting = [];
    private readonly List<DetectedDevice> _detected = [];
    private LoadedDriver? _driver;

    /// <summary>
    /// Keeps a physical device object whose stack is gone, because a driver refused the device or did not start it: the device is still on the
    /// bus. False when something is attached to it or has it open.
    /// </summary>
    public bool TryKeep(string driver, int number, ulong pdo)
    {
        if (IsAttachedTo(pdo) || new DeviceObject(machine, pdo).ReferenceCount > 0)
        {
            return false;
        }

        _waiting.Add(new WaitingDevice(driver, number, pdo));
        return true;
    }

    /// <summary>The device of a driver that was kept, for which a stack is built now; null when there is none.</summary>
    public WaitingDevice? TakeWaiting(string driver)
    {
        var index = _waiting.FindIndex(d => d.Driver == driver);
        if (index < 0)
        {
            return null;
        }

        var device = _waiting[index];
        _waiting.RemoveAt(index);
        return device;
    }

    /// <summary>True if it is the physical device object of a device that was kept.</summary>
    public bool IsWaiting(ulong pdo) => _waiting.Exists(d => d.Pdo == pdo);

    /// <summary>True if a device that was kept has this number.</summary>
    public bool HasNumber(int number) => _waiting.Exists(d => d.Number == number);

    /// <summary>
    /// The physical device object of a device that a driver found itself; 0 when the pool is exhausted. A device that an earlier load of the
    /// driver reported at the same place is still there, unless something is attached to it.
    /// </summary>
    public ulong Report(DriverImage? image, DetectedPlace place)
    {
        var known = _detected.FindIndex(d => d.By != image && d.By.Name == image?.Name && d.Place == place && !IsAttachedTo(d.Pdo));
        if (known >= 0)
        {
            _detected[known] = _detected[known] with { By = image! };
            return _detected[known].Pdo;
        }

        var pdo = CreatePdo();
        if (pdo != 0 && image is not null)
        {
            _detected.Add(new DetectedDevice(image, place, pdo));
        }

        return pdo;
    }

    /// <summary>Makes a physical device object; 0 when the pool is exhausted.</summary>
    public ulong CreatePdo()
    {
        if ((_driver ??= TryCreate()) is not { } driver)
        {
            return 0;
        }

        var name = machine.Io.Names.TakeAutomatic();
        var request = new DeviceRequest(driver.DriverObject, 0, name, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false);
        if (!machine.Io.Devices.Create(request, out var pdo).IsSuccess)
        {
            return 0;
        }

        machine.Io.Devices.Find(pdo)!.IsPdo = true;
        var view = new DeviceObject(machine, pdo) { Flags = DEVICE_FLAGS.DO_BUS_ENUMERATED_DEVICE };
        return view.Address;
    }

    public void Reset()
    {
        _driver = null;
        _waiting.Clear();
        _detected.Clear();
    }

    private bool IsAttachedTo(ulong pdo) => !new DeviceObject(machine, pdo).AttachedDevice.IsNull;

    // It is made when the first device is found. If all pool is taken by then, no device is found, and nothing else fails.
    private LoadedDriver? TryCreate()
    {
        if (machine.Io.Drivers.CreateForKernel(machine.Images.Kernel) is not { } driver)
        {
            return null;
        }

        var others = machine.Images.Kernel.Add("PiRootDispatch", (_, irp, _, _) => machine.Io.Lower.Dispatch(irp));
        for (var major = IRP_MJ.IRP_MJ_CREATE; major <= IRP_MJ.IRP_MJ_MAXIMUM_FUNCTION; major++)
        {
            SetRoutine(driver, major, others);
        }

        SetRoutine(driver, IRP_MJ.IRP_MJ_PNP, "PiRootDispatchPnp", DispatchPnp);
        SetRoutine(driver, IRP_MJ.IRP_MJ_POWER, "PiRootDispatchPower", DispatchPower);
        SetRoutine(driver, IRP_MJ.IRP_MJ_SYSTEM_CONTROL, "PiRootDispatchWmi", (_, irp) => Finish(irp, new Irp(machine, irp).Status));
        return driver;
    }

    // What a rule of the script answers comes before what every bus answers.
    private void SetRoutine(LoadedDriver driver, IRP_MJ major, string name, Func<ulong, ulong, IEnumerator<KernelAction>> routine) =>
        SetRoutine(driver, major, machine.Images.Kernel.Add(name, (device, irp, _, _) => machine.Io.Lower.TryAnswer(irp) ?? routine(device, irp)));

    private void SetRoutine(LoadedDriver driver, IRP_MJ major, ulong routine) =>
        machine.Memory.Write(driver.DriverObject + DriverObject.MajorFunctionOffset + (8UL * (ulong)major), routine);

    private IEnumerator<KernelAction> DispatchPower(ulong device, ulong irp)
    {
        var location = new IoStackLocation(new Irp(machine, irp).CurrentStackLocation);
        var isKnown = location.MinorFunction is IRP_MN.IRP_MN_SET_POWER or IRP_MN.IRP_MN_QUERY_POWER;
        return Finish(irp, isKnown ? NTSTATUS.STATUS_SUCCESS : new Irp(machine, irp).Status);
    }

    private IEnumerator<KernelAction> DispatchPnp(ulong pdo, ulong irp)
    {
        var view = new Irp(machine, irp);
        var location = new IoStackLocation(view.CurrentStackLocation);
        var device = machine.Io.Pnp.FindByPdo(pdo);
        switch (location.MinorFunction)
        {
            case IRP_MN.IRP_MN_START_DEVICE when device is { StartsAsynchronously: true }:
                return StartLater(irp, device.StartStatus);
            case IRP_MN.IRP_MN_START_DEVICE:
                return Finish(irp, device?.StartStatus ?? NTSTATUS.STATUS_SUCCESS);
            case IRP_MN.IRP_MN_QUERY_STOP_DEVICE or IRP_MN.IRP_MN_STOP_DEVICE or IRP_MN.IRP_MN_CANCEL_STOP_DEVICE
                or IRP_MN.IRP_MN_QUERY_REMOVE_DEVICE or IRP_MN.IRP_MN_CANCEL_REMOVE_DEVICE or IRP_MN.IRP_MN_REMOVE_DEVICE
                or IRP_MN.IRP_MN_SURPRISE_REMOVAL or IRP_MN.IRP_MN_DEVICE_ENUMERATED or IRP_MN.IRP_MN_QUERY_PNP_DEVICE_STATE:
                return Finish(irp, NTSTATUS.STATUS_SUCCESS);
            case IRP_MN.IRP_MN_QUERY_CAPABILITIES:
                FillCapabilities(location.Capabilities);
                return Finish(irp, NTSTATUS.STATUS_SUCCESS);
            case IRP_MN.IRP_MN_QUERY_DEVICE_RELATIONS when location.DeviceRelationsType == DEVICE_RELATION_TYPE.TargetDeviceRelation:
                return Finish(irp, AnswerTarget(pdo, view));
            case IRP_MN.IRP_MN_QUERY_ID when device is not null:
                return Finish(irp, Answer(view, DeviceProperties.IdOf(device, location.IdType)));
            case IRP_MN.IRP_MN_QUERY_DEVICE_TEXT when device is not null:
                return Finish(irp, Answer(view, DeviceProperties.TextOf(device, location.GetArgument(1).Address)));
            default:
                return Finish(irp, view.Status);
        }
    }

    private IEnumerator<KernelAction> Finish(ulong irp, NTSTATUS status)
    {
        SetStatus(irp, status);
        yield return KernelAction.Run(machine.Io.Completion.Complete(irp));
        machine.Scheduler.Current.Result = status.Value;
    }

    private IEnumerator<KernelAction> StartLater(ulong irp, NTSTATUS status)
    {
        SetStatus(irp, status);
        if (!machine.Io.Deferred.TryCompleteLater(irp))
        {
            return Finish(irp, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
        }

        var location = new IoStackLocation(new Irp(machine, irp).CurrentStackLocation);
        location.Control |= SL_CONTROL.SL_PENDING_RETURNED;
        return Pending();
    }

    private IEnumerator<KernelAction> Pending()
    {
        machine.Scheduler.Current.Result = NTSTATUS.STATUS_PENDING.Value;
        yield break;
    }

    private void SetStatus(ulong irp, NTSTATUS status)
    {
        var view = new Irp(machine, irp);
        view.Status = status;
    }

    private static void FillCapabilities(DeviceCapabilities capabilities)
    {
        capabilities.SetDeviceState(SYSTEM_POWER_STATE.PowerSystemWorking, DEVICE_POWER_STATE.PowerDeviceD0);
        for (var state = SYSTEM_POWER_STATE.PowerSystemSleeping1; state <= SYSTEM_POWER_STATE.PowerSystemShutdown; state++)
        {
            capabilities.SetDeviceState(state, DEVICE_POWER_STATE.PowerDeviceD3);
        }
    }

    private NTSTATUS AnswerTarget(ulong pdo, Irp irp)
    {
        var relations = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, 0x10, Tag);
        if (relations == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.Write(relations, 1U);
        machine.Memory.Write(relations + 8, pdo);
        machine.Io.Devices.TryReference(pdo);
        irp.Information = relations;
        return NTSTATUS.STATUS_SUCCESS;
    }

    // The answer is the asker's to free; without one the status stays as it was.
    private NTSTATUS Answer(Irp irp, byte[]? text)
    {
        if (text is null)
        {
            return irp.Status;
        }

        var buffer = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, (ulong)text.Length, Tag);
        if (buffer == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.CopyTo(buffer, text);
        irp.Information = buffer;
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>A device that a driver reported; the image says in which load.</summary>
    private readonly record struct DetectedDevice(DriverImage By, DetectedPlace Place, ulong Pdo);
}

/// <summary>A device that is on the bus and that no driver has: the driver it is for, its number and its physical device object.</summary>
internal readonly record struct WaitingDevice(string Driver, int Number, ulong Pdo);

/// <summary>The place at which a driver found a device: kind and number of the bus, and the slot.</summary>
internal readonly record struct DetectedPlace(uint BusType, uint BusNumber, uint SlotNumber);
