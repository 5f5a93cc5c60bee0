using Verifier.Kernel;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Function drivers whose REMOVE_DEVICE does what the kernel keeps books about, right and wrong.</summary>
internal static class BookkeepingModels
{
    private const uint Register = 1;
    private const uint Deregister = 2;
    private const string ContextTag = "Work";
    private const int ContextBytes = 0x20;

    /// <summary>
    /// Registers an interface and with WMI in START, and gives both back in REMOVE without a look at the status, as most drivers do.
    /// </summary>
    /// <param name="forgetsWmi">REMOVE leaves the registration.</param>
    public static DriverModel GivingBack(bool forgetsWmi = false)
    {
        var driver = new PnpTestDriver("giving-back");
        var (name, isEnabled, isRegistered) = (default(UnicodeString), false, false);
        driver.OnAdded = device => name = new UnicodeString(device.DeviceExtension + 0x10);
        driver.OnStart = _ =>
        {
            var status = driver.IoRegisterDeviceInterface(driver.Pdo, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), null, name);
            if (!status.IsSuccess)
            {
                return status;
            }

            status = driver.IoSetDeviceInterfaceState(name, true);
            isEnabled = status.IsSuccess;
            status = isEnabled ? driver.IoWMIRegistrationControl(driver.Device, Register) : status;
            isRegistered = status.IsSuccess;
            return status;
        };
        driver.OnPnp = (device, irp) =>
        {
            if (driver.IoGetCurrentIrpStackLocation(irp).MinorFunction == IRP_MN.IRP_MN_REMOVE_DEVICE)
            {
                _ = isRegistered && !forgetsWmi ? driver.IoWMIRegistrationControl(device, Deregister) : NTSTATUS.STATUS_SUCCESS;
                _ = isEnabled ? driver.IoSetDeviceInterfaceState(name, false) : NTSTATUS.STATUS_SUCCESS;
                driver.RtlFreeUnicodeString(name);
                (isEnabled, isRegistered) = (false, false);
            }

            return null;
        };
        return driver;
    }

    /// <summary>REMOVE queues a work item whose routine frees it and its context, at once or after some time.</summary>
    /// <param name="delay">How long the routine waits first, in 100 ns.</param>
    /// <param name="forgetsContext">The routine leaves the context.</param>
    public static DriverModel FarewellInWorkItem(long delay, bool forgetsContext = false)
    {
        var driver = new PnpTestDriver("farewell");
        driver.OnPnp = (device, irp) =>
        {
            if (driver.IoGetCurrentIrpStackLocation(irp).MinorFunction == IRP_MN.IRP_MN_REMOVE_DEVICE)
            {
                QueueFarewell(driver, device, delay, forgetsContext);
            }

            return null;
        };
        return driver;
    }

    private static void QueueFarewell(PnpTestDriver driver, DeviceObject device, long delay, bool forgetsContext)
    {
        var item = driver.IoAllocateWorkItem(device);
        if (item.IsNull)
        {
            return;
        }

        var context = driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, ContextBytes, ContextTag);
        if (context.IsNull)
        {
            driver.IoFreeWorkItem(item);
            return;
        }

        driver.IoQueueWorkItem(item, Farewell, WORK_QUEUE_TYPE.DelayedWorkQueue, context);

        void Farewell(DeviceObject of, Pointer given)
        {
            if (delay > 0)
            {
                driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, -delay);
            }

            driver.IoFreeWorkItem(item);
            if (!forgetsContext)
            {
                driver.ExFreePoolWithTag(given, ContextTag);
            }
        }
    }
}
