namespace Verifier.Kernel;

/// <summary>
/// Loads and unloads drivers as the I/O manager does (harness/docs/facts/io.md#routines-that-the-system-calls): DriverEntry and Unload run
/// in a system thread; a DriverEntry that fails gets its image unloaded without Unload.
/// </summary>
internal sealed class DriverLoader(Machine machine)
{
    private const string Services = @"\REGISTRY\MACHINE\SYSTEM\CurrentControlSet\Services\";

    private static readonly PoolTag DriverTag = "Driv";

    /// <summary>
    /// Loads a driver: images that it imports from, image, driver object, DriverEntry. The result is DriverEntry's; a failure leaves
    /// nothing loaded. <paramref name="thunk"/> intercepts its imports from the first one on.
    /// </summary>
    public NTSTATUS Load(IDriverSource source, IImportThunk? thunk = null)
    {
        if (machine.Io.Drivers.Find(source.Name) is not null)
        {
            return NTSTATUS.STATUS_IMAGE_ALREADY_LOADED;
        }

        var status = machine.ExportDrivers.Map(source, out var driver);
        if (!status.IsSuccess)
        {
            return status;
        }

        driver.Image.Thunk = thunk;
        status = Start(driver);
        if (!status.IsSuccess)
        {
            machine.ExportDrivers.Release(source.Name);
        }

        return status;
    }

    /// <summary>Unloads a driver by its service name.</summary>
    public NTSTATUS Unload(string name) => machine.Io.Drivers.Find(name) is { } driver ? Unload(driver) : NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;

    /// <summary>Makes the driver object of a mapped image and calls its entry point; what DriverEntry returned.</summary>
    public NTSTATUS Start(MappedDriver mapped)
    {
        var driver = machine.Io.Drivers.Create(mapped.Image, mapped.Entry);
        if (driver is null)
        {
            machine.Images.Unload(mapped.Image);
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        return new((uint)Operation.RunOnSystemThread(machine, "system", Enter(driver, mapped.Entry)));
    }

    /// <summary>
    /// Calls Unload and unmaps the image. Refused while one of its devices is open, has another attached or is not removed
    /// (STATUS_DEVICE_BUSY), and for a driver without an Unload routine (STATUS_INVALID_DEVICE_REQUEST).
    /// </summary>
    public NTSTATUS Unload(LoadedDriver driver)
    {
        if (driver.State != DriverState.Loaded)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        if (new DriverObject(machine, driver.DriverObject).DriverUnload == 0)
        {
            return NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;
        }

        return machine.Io.Devices.AreInUse(driver.DriverObject) || machine.Io.Pnp.HasDevices(driver)
            ? NTSTATUS.STATUS_DEVICE_BUSY
            : Leave(driver, new((uint)Operation.RunOnSystemThread(machine, "system", Leave(driver))));
    }

    private NTSTATUS Leave(LoadedDriver driver, NTSTATUS status)
    {
        machine.ExportDrivers.Release(driver.Name);
        return status;
    }

    /// <summary>A UNICODE_STRING with the path of a service's registry key, for an entry point; 0 when the pool is exhausted.</summary>
    public ulong CreateRegistryPath(string service) => CreateString(Services + service);

    private IEnumerator<KernelAction> Enter(LoadedDriver driver, ulong entry)
    {
        var path = CreateRegistryPath(driver.Name);
        if (path == 0)
        {
            Discard(driver, DriverState.Failed);
            machine.Scheduler.Current.Result = NTSTATUS.STATUS_INSUFFICIENT_RESOURCES.Value;
            yield break;
        }

        yield return KernelAction.Invoke(RoutineKind.DriverEntry, entry, driver.DriverObject, path);
        var status = new NTSTATUS((uint)machine.Scheduler.Current.Result);
        IrqlReturn.Verify(machine, entry, KIRQL.PASSIVE_LEVEL);
        FreeString(path);
        if (status.IsSuccess)
        {
            driver.State = DriverState.Loaded;
            machine.Images.DiscardInitialisation(driver.Image);
            EndInitialisation(new DriverObject(machine, driver.DriverObject));
            machine.Io.Devices.EndInitialisation(driver.DriverObject);
            yield return KernelAction.Run(machine.Io.Reinitializations.Run(driver.DriverObject));
        }
        else
        {
            machine.Io.Reinitializations.Drop(driver.DriverObject, driver.Name);
            yield return KernelAction.Run(AwaitWorkItems(driver));
            Discard(driver, DriverState.Failed);
        }

        machine.Scheduler.Current.Result = status.Value;
    }

    private static void EndInitialisation(DriverObject driver)
    {
        var legacy = driver.AddDevice == 0 ? DRIVER_FLAGS.DRVO_LEGACY_DRIVER : 0;
        driver.Flags = (driver.Flags & ~DRIVER_FLAGS.DRVO_LEGACY_DRIVER) | legacy | DRIVER_FLAGS.DRVO_INITIALIZED;
    }

    private IEnumerator<KernelAction> Leave(LoadedDriver driver)
    {
        var view = new DriverObject(machine, driver.DriverObject);
        view.Flags |= DRIVER_FLAGS.DRVO_UNLOAD_INVOKED;
        var unload = view.DriverUnload;
        yield return KernelAction.Invoke(RoutineKind.Unload, unload, driver.DriverObject);
        IrqlReturn.Verify(machine, unload, KIRQL.PASSIVE_LEVEL);
        yield return KernelAction.Run(AwaitWorkItems(driver));
        Discard(driver, DriverState.Unloaded);
        machine.Scheduler.Current.Result = NTSTATUS.STATUS_SUCCESS.Value;
    }

    /// <summary>
    /// A queued work item refers to its device object, and that to the driver: the image stays until the routine has returned.
    /// </summary>
    private IEnumerator<KernelAction> AwaitWorkItems(LoadedDriver driver)
    {
        if (machine.Io.WorkItems.AreBusy(driver))
        {
            yield return KernelAction.Block(
                WaitRequest.For($"the work items of {driver.Name}", () => !machine.Io.WorkItems.AreBusy(driver)));
        }
    }

    private void Discard(LoadedDriver driver, DriverState state)
    {
        driver.State = state;
        UnloadCheck.Verify(machine, driver);
        machine.Pool.CheckLeaksAtUnload(driver.Image);
        machine.Images.Unload(driver.Image);
        machine.Io.Devices.Orphan(driver.DriverObject);
        driver.Extensions.ForEach(e => machine.Pool.FreeHandedOut(e.Address, "The driver object extension"));
        if (new DriverObject(machine, driver.DriverObject).DeviceObject.IsNull)
        {
            // A device that the driver left keeps its driver object.
            driver.Blocks.ForEach(machine.Pool.FreeForKernel);
        }

        machine.Io.Drivers.Remove(driver);
        UnloadCheck.VerifyThreads(machine, driver);
    }

    private ulong CreateString(string text)
    {
        var characters = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, (ulong)(2 * text.Length) + UnicodeString.Bytes, DriverTag);
        if (characters != 0)
        {
            KernelText.Write(machine, characters, characters + UnicodeString.Bytes, text);
        }

        return characters;
    }

    private void FreeString(ulong address) => machine.Pool.FreeForKernel(address);
}
