namespace Verifier.Kernel;

/// <summary>
/// The bus below every simulated device: a kernel-owned driver whose physical device objects answer PnP, power and WMI requests as a
/// well-behaved bus driver does (harness/docs/facts/io.md#pnp-requests: bus first and bus only), and all others as
/// <see cref="LowerDevice"/> was told.
/// </summary>
internal sealed class RootBus(Machine machine)
{
    private static readonly PoolTag Tag = "PnpR";

    private LoadedDriver? _driver;

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

    public void Reset() => _driver = null;

    // It is made when the first device is found. Whoever has taken all pool by then keeps devices from being found, and nothing else.
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
}
